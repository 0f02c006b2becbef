// Something that stays on record and needs a reason, as other screens have it, too.
export { ReasonForm } from '../../ui/panels/reason-form.tsx';

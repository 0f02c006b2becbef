// What the command line can do: import profiles. Must not: do anything itself beyond joining two services.
export { proposeForFile } from '../../services/usage/layout/first-rows.ts';
export {
  deleteProfile,
  listProfiles,
  saveProfileFile,
  showProfile,
} from '../../services/usage/layout/profiles.ts';

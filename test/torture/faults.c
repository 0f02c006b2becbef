// A disk that fails when it is told to: loaded before libc (LD_PRELOAD), it counts what a process does to the files of one folder and
// kills the process, or refuses, at the n-th time; or keeps a record of all of it, for a power cut to be played back from.
// Built by faults.ts. Linux only. Must not: change anything outside that folder, or anything unless it was told to.
//
// FAULTS_UNDER   the folder. Files elsewhere are left alone.
// FAULTS_MODE    kill | fail | short | record
// FAULTS_AT      at which operation, from 1
// FAULTS_ERRNO   fail: with which error
// FAULTS_TIMES   fail: how many operations from there on (0: all)
// FAULTS_OPS     which operations count: w write, s sync, t truncate, r rename or link, u unlink (all, where it is not set)
// FAULTS_RECORD  record: the file it goes to
// FAULTS_COUNT   a file that is told, at the end, how many operations there were
// FAULTS_CLOCK   what the wall clock says, in seconds since 1970, standing still
// FAULTS_CLOCK_AFTER, FAULTS_CLOCK_THEN  from its n-th reading on it says the latter
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum mode { OFF, KILL, FAIL, SHORT, RECORD };
static enum mode mode = OFF;
static char under[PATH_MAX];
static size_t under_length;
static const char *ops = "wstru";
static long at, times = 1, count;
static int wanted_errno = EIO, record_fd = -1;
static long clock_now, clock_after, clock_then, clock_reads;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define REAL(name) ({ static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name); real; })

static long number(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text ? atol(text) : otherwise;
}

static void begin(void) {
  const char *how = getenv("FAULTS_MODE"), *folder = getenv("FAULTS_UNDER"), *which = getenv("FAULTS_OPS");
  clock_now = number("FAULTS_CLOCK", 0);
  clock_after = number("FAULTS_CLOCK_AFTER", LONG_MAX);
  clock_then = number("FAULTS_CLOCK_THEN", 0);
  if (!how || !folder || !realpath(folder, under)) return;
  under_length = strlen(under);
  if (which) ops = which;
  at = number("FAULTS_AT", 0);
  times = number("FAULTS_TIMES", 1);
  wanted_errno = (int)number("FAULTS_ERRNO", EIO);
  if (!strcmp(how, "kill")) mode = KILL;
  else if (!strcmp(how, "fail")) mode = FAIL;
  else if (!strcmp(how, "short")) mode = SHORT;
  else if (!strcmp(how, "record")) {
    const char *file = getenv("FAULTS_RECORD");
    record_fd = file ? REAL(open)(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (record_fd >= 0) mode = RECORD;
  }
}

static int below(const char *path) {
  return !strncmp(path, under, under_length) && (path[under_length] == '/' || path[under_length] == 0);
}

/** The absolute name of a path; links on the way are resolved, the last part need not exist. */
static int named(int folder, const char *path, char *full) {
  char joined[PATH_MAX], base[PATH_MAX];
  if (path[0] == '/' || folder == AT_FDCWD) {
    if (path[0] == '/') joined[0] = 0;
    else if (!getcwd(joined, sizeof joined)) return 0;
  } else {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, joined, sizeof joined - 1);
    if (length < 0) return 0;
    joined[length] = 0;
  }
  if (strlen(joined) + strlen(path) + 2 > sizeof joined) return 0;
  if (path[0] != '/') strcat(joined, "/");
  strcat(joined, path);
  char *slash = strrchr(joined, '/');
  strcpy(base, slash + 1);
  *slash = 0;
  if (!realpath(joined[0] ? joined : "/", full)) return 0;
  if (strlen(full) + strlen(base) + 2 > PATH_MAX) return 0;
  strcat(full, "/");
  strcat(full, base);
  return below(full);
}

static int opened(int fd, char *full) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, full, PATH_MAX - 1);
  if (length < 0) return 0;
  full[length] = 0;
  return full[0] == '/' && below(full);
}

static void put(const void *bytes, size_t length) {
  const char *next = bytes;
  while (length > 0) {
    ssize_t written = REAL(write)(record_fd, next, length);
    if (written <= 0) abort();
    next += written;
    length -= (size_t)written;
  }
}

/** One operation of the record: a letter, two names, where, how much, and the bytes. Whole before the next begins. */
static void record(char op, const char *path, const char *other, int64_t offset, const void *bytes, uint32_t length) {
  uint16_t names[2] = {(uint16_t)strlen(path), (uint16_t)strlen(other)};
  pthread_mutex_lock(&lock);
  put(&op, 1);
  put(names, sizeof names);
  put(&offset, sizeof offset);
  put(&length, sizeof length);
  put(path, names[0]);
  put(other, names[1]);
  if (bytes) put(bytes, length);
  pthread_mutex_unlock(&lock);
}

enum verdict { GO_ON, REFUSE, HALF };

/** What is to become of an operation. `fd` and `bytes`: a write, of which half may reach the file before the end. */
static enum verdict judge(char op) {
  if (mode == OFF || mode == RECORD || !strchr(ops, op)) return GO_ON;
  long n = __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST);
  if (mode == KILL && n == at) return HALF;
  if (mode == SHORT && n == at) return HALF;
  if (mode == FAIL && n >= at && (times == 0 || n < at + times)) return REFUSE;
  return GO_ON;
}

static void die(void) {
  REAL(kill)(getpid(), SIGKILL);
  for (;;) pause();
}

#define BEGIN pthread_once(&once, begin)

static ssize_t written(int fd, const void *bytes, size_t length, off64_t offset, int placed) {
  char path[PATH_MAX];
  if (mode == OFF || fd == record_fd || !opened(fd, path))
    return placed ? REAL(pwrite64)(fd, bytes, length, offset) : REAL(write)(fd, bytes, length);
  switch (judge('w')) {
    case REFUSE:
      errno = wanted_errno;
      return -1;
    case HALF:
      // What a full disk does in the middle of a write; and what is left of one when the process goes.
      if (length > 1) length /= 2;
      ssize_t half = placed ? REAL(pwrite64)(fd, bytes, length, offset) : REAL(write)(fd, bytes, length);
      if (mode == KILL) die();
      return half;
    default:
      break;
  }
  if (mode == RECORD) {
    struct stat now;
    off64_t where = placed ? offset : lseek64(fd, 0, SEEK_CUR);
    if (!placed && (fcntl(fd, F_GETFL) & O_APPEND) && fstat(fd, &now) == 0) where = now.st_size;
    record('w', path, "", where, bytes, (uint32_t)length);
  }
  return placed ? REAL(pwrite64)(fd, bytes, length, offset) : REAL(write)(fd, bytes, length);
}

ssize_t write(int fd, const void *bytes, size_t length) { BEGIN; return written(fd, bytes, length, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { BEGIN; return written(fd, bytes, length, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { BEGIN; return written(fd, bytes, length, offset, 1); }

static ssize_t gathered(int fd, const struct iovec *parts, int many, off64_t offset, int placed) {
  ssize_t all = 0;
  for (int i = 0; i < many; i++) {
    if (parts[i].iov_len == 0) continue;
    ssize_t one = written(fd, parts[i].iov_base, parts[i].iov_len, offset + all, placed);
    if (one < 0) return all > 0 ? all : one;
    all += one;
    if ((size_t)one < parts[i].iov_len) break;
  }
  return all;
}
ssize_t writev(int fd, const struct iovec *parts, int many) {
  char path[PATH_MAX];
  BEGIN;
  return mode != OFF && opened(fd, path) ? gathered(fd, parts, many, 0, 0) : REAL(writev)(fd, parts, many);
}
ssize_t pwritev(int fd, const struct iovec *parts, int many, off_t offset) { BEGIN; return gathered(fd, parts, many, offset, 1); }
ssize_t pwritev64(int fd, const struct iovec *parts, int many, off64_t offset) { BEGIN; return gathered(fd, parts, many, offset, 1); }

/** An operation without bytes. @returns 1 when it is to be refused. */
static int refused(char op, const char *path, const char *other, int64_t offset) {
  switch (judge(op)) {
    case REFUSE:
      errno = wanted_errno;
      return 1;
    case HALF:
      if (mode == KILL) die();
      return 0;
    default:
      if (mode == RECORD) record(op, path, other, offset, NULL, 0);
      return 0;
  }
}

#define ON_FILE(op, offset, call)                                         \
  char path[PATH_MAX];                                                    \
  BEGIN;                                                                  \
  if (mode != OFF && opened(fd, path) && refused(op, path, "", offset)) return -1; \
  return call

int fsync(int fd) { ON_FILE('s', 0, REAL(fsync)(fd)); }
int fdatasync(int fd) { ON_FILE('s', 0, REAL(fdatasync)(fd)); }
int ftruncate(int fd, off_t size) { ON_FILE('t', size, REAL(ftruncate)(fd, size)); }
int ftruncate64(int fd, off64_t size) { ON_FILE('t', size, REAL(ftruncate64)(fd, size)); }

#define ON_NAMES(op, from_folder, from, to_folder, to, call)               \
  char path[PATH_MAX], other[PATH_MAX];                                    \
  BEGIN;                                                                   \
  if (mode != OFF && named(from_folder, from, path) | named(to_folder, to, other) && refused(op, path, other, 0)) return -1; \
  return call

int rename(const char *from, const char *to) { ON_NAMES('r', AT_FDCWD, from, AT_FDCWD, to, REAL(rename)(from, to)); }
int renameat(int a, const char *from, int b, const char *to) { ON_NAMES('r', a, from, b, to, REAL(renameat)(a, from, b, to)); }
int link(const char *from, const char *to) {
  char path[PATH_MAX], other[PATH_MAX];
  BEGIN;
  // The letter of a record tells a link from a rename; both count as one.
  if (mode == RECORD && named(AT_FDCWD, from, path) | named(AT_FDCWD, to, other)) record('l', path, other, 0, NULL, 0);
  else if (mode != OFF && named(AT_FDCWD, to, other) && refused('r', from, other, 0)) return -1;
  return REAL(link)(from, to);
}

#define ON_NAME(folder, name, call)                                        \
  char path[PATH_MAX];                                                     \
  BEGIN;                                                                   \
  if (mode != OFF && named(folder, name, path) && refused('u', path, "", 0)) return -1; \
  return call

int unlink(const char *name) { ON_NAME(AT_FDCWD, name, REAL(unlink)(name)); }
int unlinkat(int folder, const char *name, int flags) { ON_NAME(folder, name, REAL(unlinkat)(folder, name, flags)); }

/** A file is made, or emptied, by being opened: a record must know. */
static void noted(int folder, const char *name, int flags) {
  char path[PATH_MAX];
  if (mode != RECORD || !(flags & (O_CREAT | O_TRUNC)) || !named(folder, name, path)) return;
  struct stat there;
  int exists = stat(path, &there) == 0;
  if (!exists && (flags & O_CREAT)) record('c', path, "", 0, NULL, 0);
  else if (exists && (flags & O_TRUNC)) record('t', path, "", 0, NULL, 0);
}
#define OPENING(folder, name)                                              \
  mode_t permissions = 0;                                                  \
  if (flags & O_CREAT) {                                                   \
    __builtin_va_list rest;                                                \
    __builtin_va_start(rest, flags);                                       \
    permissions = (mode_t)__builtin_va_arg(rest, int);                     \
    __builtin_va_end(rest);                                                \
  }                                                                        \
  BEGIN;                                                                   \
  noted(folder, name, flags)
int open(const char *name, int flags, ...) { OPENING(AT_FDCWD, name); return REAL(open)(name, flags, permissions); }
int open64(const char *name, int flags, ...) { OPENING(AT_FDCWD, name); return REAL(open64)(name, flags, permissions); }
int openat(int folder, const char *name, int flags, ...) { OPENING(folder, name); return REAL(openat)(folder, name, flags, permissions); }
int openat64(int folder, const char *name, int flags, ...) { OPENING(folder, name); return REAL(openat64)(folder, name, flags, permissions); }

static void set(time_t *seconds, long *parts) {
  if (clock_now == 0) return;
  *seconds = __atomic_add_fetch(&clock_reads, 1, __ATOMIC_SEQ_CST) > clock_after ? clock_then : clock_now;
  *parts = 0;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  BEGIN;
  int answer = REAL(gettimeofday)(now, zone);
  if (answer == 0) set(&now->tv_sec, &now->tv_usec);
  return answer;
}
int clock_gettime(clockid_t which, struct timespec *now) {
  BEGIN;
  int answer = REAL(clock_gettime)(which, now);
  if (answer == 0 && which == CLOCK_REALTIME) set(&now->tv_sec, &now->tv_nsec);
  return answer;
}

__attribute__((destructor)) static void end(void) {
  const char *file = getenv("FAULTS_COUNT");
  char text[32];
  if (!file || mode == OFF) return;
  mode = OFF;
  int fd = REAL(open)(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd < 0) return;
  ssize_t length = snprintf(text, sizeof text, "%ld", count);
  if (REAL(write)(fd, text, (size_t)length) != length) abort();
  close(fd);
}

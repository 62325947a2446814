/* Records, in order, what a program does to the files under one folder, for `bench.torture`.
 *
 * Loaded before the C library (LD_PRELOAD). VOICEBOX_RECORD names the log, VOICEBOX_RECORD_ROOT the
 * folder. A record: one byte of kind, three 8-byte numbers (file, at, length), and so many bytes.
 *   W file at bytes    written               T file at          cut or grown to `at` bytes
 *   S file             synced                D - - path         a folder synced
 *   C file - path      made                  U - - path         unlinked
 *   R - at old+new     renamed; L linked     M - - path         a folder made; X taken away
 *   A - - bytes        told on standard output
 *
 * VOICEBOX_CLOCK sets the clock as well: seconds to add, and seconds to add at each look ("60 -1").
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define FILES 4096
enum { NO, FILE_, FOLDER };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int log_file = -1;
static char watched[FILES];

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("VOICEBOX_RECORD"), *named = getenv("VOICEBOX_RECORD_ROOT");
    if (!log || !named) return;
    snprintf(root, sizeof root, "%s/", named);
    root_length = strlen(root);
    log_file = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void tell(char kind, uint64_t file, uint64_t at, const void *bytes, uint64_t length,
                 const void *more, uint64_t longer) {
    if (log_file < 0) return;
    char head[25];
    uint64_t whole = length + longer;
    head[0] = kind;
    memcpy(head + 1, &file, 8);
    memcpy(head + 9, &at, 8);
    memcpy(head + 17, &whole, 8);
    struct iovec parts[3] = {{head, sizeof head}, {(void *)bytes, length}, {(void *)more, longer}};
    syscall(SYS_writev, log_file, parts, 3);
}

static int lies_in_root(const char *path) {
    if (!root_length) return 0;
    return strncmp(path, root, root_length) == 0 ||
           (strncmp(path, root, root_length - 1) == 0 && !path[root_length - 1]);
}

/* The path with its folder, or an empty string where it is not below the root. */
static const char *whole_path(int folder, const char *path, char *into) {
    if (path[0] == '/') {
        snprintf(into, PATH_MAX, "%s", path);
    } else {
        char link[64], base[PATH_MAX];
        if (folder == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, base, sizeof base - 1);
        base[length < 0 ? 0 : length] = 0;
        if (snprintf(into, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) into[0] = 0;
    }
    if (!lies_in_root(into)) into[0] = 0;
    return into;
}

static uint64_t file_of(int handle) {
    struct stat found;
    return fstat(handle, &found) == 0 ? (uint64_t)found.st_ino : 0;
}

static int kind_of(int handle) { return handle >= 0 && handle < FILES ? watched[handle] : NO; }

static int real_open(int folder, const char *path, int flags, mode_t mode) {
    return syscall(SYS_openat, folder, path, flags, mode);
}

static int open_recorded(int folder, const char *path, int flags, mode_t mode) {
    char at[PATH_MAX];
    struct stat before;
    whole_path(folder, path, at);
    if (!at[0]) {
        int handle = real_open(folder, path, flags, mode);
        if (handle >= 0 && handle < FILES) watched[handle] = NO;
        return handle;
    }
    pthread_mutex_lock(&turn);
    int was_there = stat(at, &before) == 0;
    int handle = real_open(folder, path, flags, mode);
    int failed = errno;
    if (handle >= 0 && handle < FILES) {
        struct stat found;
        fstat(handle, &found);
        watched[handle] = S_ISDIR(found.st_mode) ? FOLDER : FILE_;
        if (!was_there) tell('C', found.st_ino, 0, at, strlen(at), 0, 0);
        else if ((flags & O_TRUNC) && before.st_size) tell('T', found.st_ino, 0, 0, 0, 0, 0);
    }
    pthread_mutex_unlock(&turn);
    errno = failed;
    return handle;
}

#define MODE mode_t mode = 0; \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list rest; va_start(rest, flags); \
        mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE return open_recorded(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return open_recorded(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE return open_recorded(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE return open_recorded(folder, path, flags, mode); }

int close(int handle) {
    if (handle == log_file && log_file >= 0) return 0;
    if (handle >= 0 && handle < FILES) watched[handle] = NO;
    return syscall(SYS_close, handle);
}

ssize_t write(int handle, const void *bytes, size_t length) {
    if (handle != 1 && kind_of(handle) != FILE_) return syscall(SYS_write, handle, bytes, length);
    pthread_mutex_lock(&turn);
    off_t at = handle == 1 ? 0 : lseek(handle, 0, SEEK_CUR);
    if (handle != 1 && (fcntl(handle, F_GETFL) & O_APPEND)) at = lseek(handle, 0, SEEK_END);
    ssize_t done = syscall(SYS_write, handle, bytes, length);
    int failed = errno;
    if (done > 0) tell(handle == 1 ? 'A' : 'W', handle == 1 ? 0 : file_of(handle), at, bytes, done, 0, 0);
    pthread_mutex_unlock(&turn);
    errno = failed;
    return done;
}

ssize_t pwrite64(int handle, const void *bytes, size_t length, off64_t at) {
    if (kind_of(handle) != FILE_) return syscall(SYS_pwrite64, handle, bytes, length, at);
    pthread_mutex_lock(&turn);
    ssize_t done = syscall(SYS_pwrite64, handle, bytes, length, at);
    int failed = errno;
    if (done > 0) tell('W', file_of(handle), at, bytes, done, 0, 0);
    pthread_mutex_unlock(&turn);
    errno = failed;
    return done;
}
ssize_t pwrite(int handle, const void *bytes, size_t length, off_t at) { return pwrite64(handle, bytes, length, at); }

/* What is not recorded is refused, so that Python falls back on what is. */
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t length, unsigned flags) {
    if (kind_of(out) != FILE_) return syscall(SYS_copy_file_range, in, from, out, to, length, flags);
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile64(int out, int in, off64_t *at, size_t length) {
    if (kind_of(out) != FILE_) return syscall(SYS_sendfile, out, in, at, length);
    errno = ENOTSOCK;
    return -1;
}
ssize_t sendfile(int out, int in, off_t *at, size_t length) { return sendfile64(out, in, at, length); }

int ftruncate64(int handle, off64_t at) {
    if (kind_of(handle) != FILE_) return syscall(SYS_ftruncate, handle, at);
    pthread_mutex_lock(&turn);
    int done = syscall(SYS_ftruncate, handle, at);
    if (done == 0) tell('T', file_of(handle), at, 0, 0, 0, 0);
    pthread_mutex_unlock(&turn);
    return done;
}
int ftruncate(int handle, off_t at) { return ftruncate64(handle, at); }

static int synced(int handle, long call) {
    if (kind_of(handle) == NO) return syscall(call, handle);
    pthread_mutex_lock(&turn);
    int done = syscall(call, handle);
    if (done == 0 && kind_of(handle) == FILE_) tell('S', file_of(handle), 0, 0, 0, 0, 0);
    if (done == 0 && kind_of(handle) == FOLDER) {
        char link[64], at[PATH_MAX];
        snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
        ssize_t length = readlink(link, at, sizeof at);
        if (length > 0) tell('D', 0, 0, at, length, 0, 0);
    }
    pthread_mutex_unlock(&turn);
    return done;
}
int fsync(int handle) { return synced(handle, SYS_fsync); }
int fdatasync(int handle) { return synced(handle, SYS_fdatasync); }

static int moved(char kind, int from, const char *old, int to, const char *new, long flags) {
    char was[PATH_MAX], is[PATH_MAX];
    whole_path(from, old, was);
    whole_path(to, new, is);
    pthread_mutex_lock(&turn);
    int done = kind == 'R' ? syscall(SYS_renameat2, from, old, to, new, flags)
                           : syscall(SYS_linkat, from, old, to, new, flags);
    int failed = errno;
    if (done == 0 && was[0] && is[0]) tell(kind, 0, strlen(was), was, strlen(was), is, strlen(is));
    pthread_mutex_unlock(&turn);
    errno = failed;
    return done;
}
int rename(const char *old, const char *new) { return moved('R', AT_FDCWD, old, AT_FDCWD, new, 0); }
int renameat(int from, const char *old, int to, const char *new) { return moved('R', from, old, to, new, 0); }
int link(const char *old, const char *new) { return moved('L', AT_FDCWD, old, AT_FDCWD, new, 0); }
int linkat(int from, const char *old, int to, const char *new, int flags) { return moved('L', from, old, to, new, flags); }

static int taken(int folder, const char *path, int flags) {
    char at[PATH_MAX];
    whole_path(folder, path, at);
    pthread_mutex_lock(&turn);
    int done = syscall(SYS_unlinkat, folder, path, flags);
    int failed = errno;
    if (done == 0 && at[0]) tell(flags & AT_REMOVEDIR ? 'X' : 'U', 0, 0, at, strlen(at), 0, 0);
    pthread_mutex_unlock(&turn);
    errno = failed;
    return done;
}
int unlink(const char *path) { return taken(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return taken(AT_FDCWD, path, AT_REMOVEDIR); }
int unlinkat(int folder, const char *path, int flags) { return taken(folder, path, flags); }

int mkdirat(int folder, const char *path, mode_t mode) {
    char at[PATH_MAX];
    whole_path(folder, path, at);
    pthread_mutex_lock(&turn);
    int done = syscall(SYS_mkdirat, folder, path, mode);
    int failed = errno;
    if (done == 0 && at[0]) tell('M', 0, 0, at, strlen(at), 0, 0);
    pthread_mutex_unlock(&turn);
    errno = failed;
    return done;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int clock_gettime(clockid_t which, struct timespec *now) {
    static long long looks;
    int done = syscall(SYS_clock_gettime, which, now);
    const char *told = getenv("VOICEBOX_CLOCK");
    long long shift, step;
    if (done == 0 && which == CLOCK_REALTIME && told && sscanf(told, "%lld %lld", &shift, &step) == 2)
        now->tv_sec += shift + step * looks++;
    return done;
}
int gettimeofday(struct timeval *now, void *zone) {
    struct timespec precise;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &precise)) return -1;
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}

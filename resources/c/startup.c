/* SPDX-License-Identifier: 0BSD */
/* The least that a Cortex-M needs to run the self-test: vectors, memory, and a way out for `printf` and the result of `main` by
 * semihosting, which QEMU and most debuggers answer. Your board's own project has all of this already. */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

int main(void);

/* From the linker script. */
extern uint32_t danas_data[], danas_data_end[], danas_data_load[], danas_bss[], danas_bss_end[], danas_stack_top[];
extern char danas_heap[];

enum { SYS_WRITEC = 0x03, SYS_EXIT_EXTENDED = 0x20 }; /* Arm, "Semihosting for AArch32 and AArch64" */
#define STOPPED_APPLICATION_EXIT 0x20026U

static void semihost(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void _exit(int status)
{
    const uint32_t block[2] = { STOPPED_APPLICATION_EXIT, (uint32_t)status };
    for (;;)
        semihost(SYS_EXIT_EXTENDED, block);
}

/* What newlib's printf asks of a system. */
int _write(int file, const char *text, int length)
{
    int i;
    (void)file;
    for (i = 0; i < length; ++i)
        semihost(SYS_WRITEC, text + i);
    return length;
}

void *_sbrk(ptrdiff_t bytes)
{
    static char *end = danas_heap;
    char *const begin = end;
    end += bytes;
    return begin;
}

int _read(int file, char *text, int length)
{
    (void)file, (void)text, (void)length;
    return 0;
}

int _lseek(int file, int offset, int whence)
{
    (void)file, (void)offset, (void)whence;
    return 0;
}

int _close(int file)
{
    (void)file;
    errno = EBADF;
    return -1;
}

int _fstat(int file, struct stat *status)
{
    (void)file;
    status->st_mode = S_IFCHR;
    return 0;
}

int _isatty(int file)
{
    (void)file;
    return 1;
}

void danas_reset(void)
{
    const uint32_t *from = danas_data_load;
    uint32_t *to;
    for (to = danas_data; to < danas_data_end; ++to)
        *to = *from++;
    for (to = danas_bss; to < danas_bss_end; ++to)
        *to = 0;
    _exit(main());
}

static void fault(void)
{
    static const char text[] = "FAIL  the processor met a fault\n";
    _write(1, text, (int)sizeof text - 1);
    _exit(2);
}

typedef void (*handler)(void);
typedef struct {
    uint32_t *stack;
    handler reset, nmi, hard, memory, bus, usage;
} vectors;

__attribute__((section(".vectors"), used)) static const vectors table = { danas_stack_top, danas_reset, fault, fault, fault, fault, fault };

/* Runs a fuzz target over files and folders of inputs: the corpus as an ordinary test. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 1 << 20, PATH_ROOM = 4096 };

static int run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return fprintf(stderr, "%s: cannot be opened\n", path), 1;
    uint8_t *bytes = malloc(INPUT_MAX);
    size_t n = bytes ? fread(bytes, 1, INPUT_MAX, f) : 0;
    uint8_t *exact = malloc(n ? n : 1); /* its end is the end: the sanitizer sees an overrun */
    if (exact && bytes) {
        memcpy(exact, bytes, n);
        LLVMFuzzerTestOneInput(exact, n);
    }
    free(exact);
    free(bytes);
    fclose(f);
    return 0;
}

static int run_folder(const char *path, unsigned *n_inputs)
{
    DIR *folder = opendir(path);
    if (!folder)
        return fprintf(stderr, "%s: no corpus\n", path), 1;
    int failed = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        char name[PATH_ROOM];
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        failed |= run_file(name);
        ++*n_inputs;
    }
    closedir(folder);
    return failed;
}

int main(int argc, char **argv)
{
    unsigned n_inputs = 0;
    int failed = argc < 2;
    for (int i = 1; i < argc; i++)
        failed |= run_folder(argv[i], &n_inputs);
    printf("%u inputs\n", n_inputs);
    return failed || n_inputs == 0;
}

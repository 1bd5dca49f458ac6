/* SPDX-License-Identifier: 0BSD */
/* For the computer, not for the board: runs many samples through the C sources, so that a program can compare the results.
 *   batch infer INPUTS OUTPUTS          network inputs one after another -> logits one after another
 *   batch preprocess SAMPLES OUTPUTS    pictures, each width, height and format as 32-bit integers, then its pixels -> inputs;
 *                                       or sounds, each count, rate and format, then its samples
 * Exit status 0, or 1 with a sentence. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "preprocess.h"

static int fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    return 1;
}

static int infer(FILE *in, FILE *out)
{
    while (fread(danas_input(), 1, DANAS_INPUT_BYTES, in) == DANAS_INPUT_BYTES)
        if (fwrite(danas_run(), 1, DANAS_CLASSES, out) != DANAS_CLASSES)
            return fail("The outputs cannot be written.");
    return 0;
}

/* A sample by its three numbers: how many bytes follow them (0: it is none), and its preprocessing (0: well). */
#ifdef DANAS_SOUND

static int preprocess_samples(const int32_t *head, const void *samples)
{
    static danas_workspace work;
    danas_sound sound;
    sound.samples = samples;
    sound.count = head[0];
    sound.rate = head[1];
    sound.format = (danas_sample_format)head[2];
    return danas_preprocess(&sound, &work, danas_input());
}

static size_t bytes_after(const int32_t *head)
{
    const size_t bytes_of[] = { 2, 1 }; /* by danas_sample_format */
    return head[0] > 0 && head[2] >= DANAS_PCM16 && head[2] <= DANAS_PCM8 ? (size_t)head[0] * bytes_of[head[2]] : 0;
}

#else

static int preprocess_samples(const int32_t *head, const void *samples)
{
    static uint32_t sums[DANAS_PREPROCESS_WORDS(DANAS_RGB888)];
    danas_picture picture;
    picture.pixels = samples;
    picture.width = head[0];
    picture.height = head[1];
    picture.format = (danas_pixel_format)head[2];
    return danas_preprocess(&picture, sums, danas_input());
}

static size_t bytes_after(const int32_t *head)
{
    const size_t bytes_of[] = { 3, 2, 2, 1 }; /* by danas_pixel_format */
    const int good = head[0] > 0 && head[1] > 0 && head[2] >= DANAS_RGB888 && head[2] <= DANAS_GRAY8;
    return good ? (size_t)head[0] * (size_t)head[1] * bytes_of[head[2]] : 0;
}

#endif

static int preprocess(FILE *in, FILE *out)
{
    int32_t head[3];
    while (fread(head, sizeof head, 1, in) == 1) {
        const size_t bytes = bytes_after(head);
        void *const samples = bytes > 0 ? malloc(bytes) : NULL;
        const int good = samples && fread(samples, 1, bytes, in) == bytes && preprocess_samples(head, samples) == 0
            && fwrite(danas_input(), 1, DANAS_INPUT_BYTES, out) == DANAS_INPUT_BYTES;
        free(samples);
        if (!good)
            return fail("A picture or sound cannot be read or preprocessed.");
    }
    return 0;
}

int main(int argc, char **argv)
{
    FILE *in, *out;
    int result;
    if (argc != 4 || (strcmp(argv[1], "infer") != 0 && strcmp(argv[1], "preprocess") != 0))
        return fail("Usage: batch infer|preprocess IN OUT");
    in = fopen(argv[2], "rb");
    if (!in)
        return fail("The first file cannot be opened.");
    out = fopen(argv[3], "wb");
    if (!out) {
        fclose(in);
        return fail("The second file cannot be opened.");
    }
    result = strcmp(argv[1], "infer") == 0 ? infer(in, out) : preprocess(in, out);
    fclose(in);
    if (fclose(out) != 0)
        return fail("The outputs cannot be written.");
    return result;
}

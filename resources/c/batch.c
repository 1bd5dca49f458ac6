/* SPDX-License-Identifier: 0BSD */
/* For the computer, not for the board: runs many samples through the C sources, so that a program can compare the results.
 *   batch infer INPUTS OUTPUTS          network inputs one after another -> logits one after another
 *   batch preprocess PICTURES OUTPUTS   pictures, each width, height and format as 32-bit integers, then its pixels -> inputs
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

static int preprocess_one(const int32_t *head, FILE *in, FILE *out)
{
    static const size_t bytes_of[] = { 3, 2, 2, 1 }; /* by danas_pixel_format */
    static uint32_t sums[DANAS_PREPROCESS_WORDS(DANAS_RGB888)];
    const size_t bytes = (size_t)head[0] * (size_t)head[1] * bytes_of[head[2]];
    uint8_t *pixels = malloc(bytes);
    danas_picture picture;
    int bad = !pixels || fread(pixels, 1, bytes, in) != bytes;
    picture.pixels = pixels;
    picture.width = head[0];
    picture.height = head[1];
    picture.format = (danas_pixel_format)head[2];
    bad = bad || danas_preprocess(&picture, sums, danas_input()) != 0
        || fwrite(danas_input(), 1, DANAS_INPUT_BYTES, out) != DANAS_INPUT_BYTES;
    free(pixels);
    return bad;
}

static int preprocess(FILE *in, FILE *out)
{
    int32_t head[3];
    while (fread(head, sizeof head, 1, in) == 1)
        if (head[0] <= 0 || head[1] <= 0 || head[2] < DANAS_RGB888 || head[2] > DANAS_GRAY8 || preprocess_one(head, in, out))
            return fail("A picture cannot be read or preprocessed.");
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

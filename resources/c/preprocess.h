/* SPDX-License-Identifier: 0BSD */
/* From the sensor's picture to the network's input, as in training: centre crop to a square, scaled to the input's size (area
 * averaging where it shrinks, bilinear where it must grow), colour, minus 128. Integers only. The same bytes as in training; where
 * the picture grows, some bytes differ by one.
 * The centre crop of a picture whose shorter side is scaled is the scaled centre square, so only that is read. */
#ifndef DANAS_PREPROCESS_H
#define DANAS_PREPROCESS_H

#include <stdint.h>

#include "model.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    DANAS_RGB888,         /* bytes red, green, blue */
    DANAS_RGB565,         /* 16 bits, the low byte first */
    DANAS_RGB565_SWAPPED, /* 16 bits, the high byte first, as many cameras send them */
    DANAS_GRAY8
} danas_pixel_format;

/* Rows from the top down, no gaps between them. */
typedef struct {
    const uint8_t *pixels;
    int32_t width, height;
    danas_pixel_format format;
} danas_picture;

#define DANAS_LARGEST_SIDE 4096 /* of the shorter side: sums stay within 32 bits */

/* Words that shrinking needs while it runs: one row of the input, in the picture's colours. */
#define DANAS_PREPROCESS_WORDS(format) (DANAS_INPUT_WIDTH * ((format) == DANAS_GRAY8 ? 1 : 3))

/* Fills `input` (DANAS_INPUT_BYTES, danas_input() for one). `sums`: DANAS_PREPROCESS_WORDS words; not used, and may be null,
 * where the picture's shorter side is not longer than the input's. Returns 0, or -1 for a picture without pixels or one
 * whose shorter side is longer than DANAS_LARGEST_SIDE. */
int danas_preprocess(const danas_picture *picture, uint32_t *sums, int8_t *input);

#ifdef __cplusplus
}
#endif

#endif

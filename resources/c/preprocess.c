/* SPDX-License-Identifier: 0BSD */
#include "preprocess.h"

#include <stddef.h>

#define OUT DANAS_INPUT_WIDTH /* the input is a square */

typedef struct {
    int32_t left, top, side; /* of the centre square, in the picture */
} square;

static int channels_of(const danas_picture *picture)
{
    return picture->format == DANAS_GRAY8 ? 1 : 3;
}

static void read_565(uint32_t bits, uint8_t *rgb)
{
    const uint32_t red = bits >> 11, green = bits >> 5 & 63, blue = bits & 31;
    rgb[0] = (uint8_t)(red << 3 | red >> 2);
    rgb[1] = (uint8_t)(green << 2 | green >> 4);
    rgb[2] = (uint8_t)(blue << 3 | blue >> 2);
}

static void read_pixel(const danas_picture *picture, int32_t x, int32_t y, uint8_t *values)
{
    const size_t i = (size_t)y * (size_t)picture->width + (size_t)x;
    const uint8_t *p = picture->pixels;
    switch (picture->format) {
    case DANAS_GRAY8:
        values[0] = p[i];
        break;
    case DANAS_RGB888:
        values[0] = p[3 * i];
        values[1] = p[3 * i + 1];
        values[2] = p[3 * i + 2];
        break;
    case DANAS_RGB565:
        read_565((uint32_t)p[2 * i + 1] << 8 | p[2 * i], values);
        break;
    case DANAS_RGB565_SWAPPED:
        read_565((uint32_t)p[2 * i] << 8 | p[2 * i + 1], values);
        break;
    }
}

/* One pixel of the input from the averaged colours. Gray is ITU-R BT.601 luma in 1/32768. */
static void write_pixel(const uint8_t *values, int channels, int8_t *out)
{
#if DANAS_INPUT_CHANNELS == 1
    const int32_t gray = channels == 1 ? values[0] : (9798 * values[0] + 19235 * values[1] + 3735 * values[2] + 16384) >> 15;
    out[0] = (int8_t)(gray - 128);
#else
    int c;
    for (c = 0; c < 3; ++c)
        out[c] = (int8_t)(values[channels == 1 ? 0 : c] - 128);
#endif
}

static void copy(const danas_picture *picture, square from, int8_t *input)
{
    int32_t y, x;
    for (y = 0; y < OUT; ++y)
        for (x = 0; x < OUT; ++x) {
            uint8_t values[3];
            read_pixel(picture, from.left + x, from.top + y, values);
            write_pixel(values, channels_of(picture), input);
            input += DANAS_INPUT_CHANNELS;
        }
}

/* How much of [a x side, (a + 1) x side) lies in [b x OUT, (b + 1) x OUT): output a and source pixel b on one scale. */
static uint32_t overlap(int32_t a, int32_t b, int32_t side)
{
    const int32_t begin = a * side > b * OUT ? a * side : b * OUT;
    const int32_t end = (a + 1) * side < (b + 1) * OUT ? (a + 1) * side : (b + 1) * OUT;
    return (uint32_t)(end - begin);
}

/* Adds a row of the picture, `weight` times, to a row of sums. */
static void add_row(const danas_picture *picture, square from, int32_t row, uint32_t weight, uint32_t *sums)
{
    const int channels = channels_of(picture);
    int32_t x, column;
    int c;
    for (x = 0; x < OUT; ++x) {
        const int32_t last = ((x + 1) * from.side - 1) / OUT;
        uint32_t cell[3] = { 0, 0, 0 };
        for (column = x * from.side / OUT; column <= last; ++column) {
            const uint32_t share = overlap(x, column, from.side);
            uint8_t values[3];
            read_pixel(picture, from.left + column, from.top + row, values);
            for (c = 0; c < channels; ++c)
                cell[c] += share * values[c];
        }
        for (c = 0; c < channels; ++c)
            sums[x * channels + c] += weight * cell[c];
    }
}

/* Sum / area, rounded to nearest. Ties go to the even byte, but up where four pixels become one, as in training (OpenCV). */
static uint8_t mean(uint32_t sum, uint32_t side)
{
    const uint32_t area = side * side;
    const uint32_t down = sum / area;
    const uint32_t twice = 2 * (sum % area);
    const int up = twice > area || (twice == area && (down % 2 == 1 || side == 2 * OUT));
    return (uint8_t)(up ? down + 1 : down);
}

static void shrink(const danas_picture *picture, square from, uint32_t *sums, int8_t *input)
{
    const int channels = channels_of(picture);
    int32_t y, x, row, i;
    int c;
    for (y = 0; y < OUT; ++y) {
        const int32_t last = ((y + 1) * from.side - 1) / OUT;
        for (i = 0; i < OUT * channels; ++i)
            sums[i] = 0;
        for (row = y * from.side / OUT; row <= last; ++row)
            add_row(picture, from, row, overlap(y, row, from.side), sums);
        for (x = 0; x < OUT; ++x) {
            uint8_t values[3];
            for (c = 0; c < channels; ++c)
                values[c] = mean(sums[x * channels + c], (uint32_t)from.side);
            write_pixel(values, channels, input);
            input += DANAS_INPUT_CHANNELS;
        }
    }
}

/* Two neighbours and the share of the second, in 1/2048. */
typedef struct {
    int32_t first, second, share;
} between;

static between neighbours(int32_t out, int32_t side)
{
    const int32_t position = (2 * out + 1) * side - OUT; /* in 1 / (2 x OUT) of a source pixel */
    between b = { 0, 0, 0 };
    if (position > 0) {
        b.first = position / (2 * OUT);
        b.second = b.first + 1;
        b.share = (2048 * (position % (2 * OUT)) + OUT) / (2 * OUT);
    }
    if (b.first >= side - 1) {
        b.first = b.second = side - 1;
        b.share = 0;
    }
    return b;
}

static void grow(const danas_picture *picture, square from, int8_t *input)
{
    const int channels = channels_of(picture);
    int32_t y, x;
    int c;
    for (y = 0; y < OUT; ++y) {
        const between rows = neighbours(y, from.side);
        for (x = 0; x < OUT; ++x) {
            const between columns = neighbours(x, from.side);
            uint8_t corners[4][3], values[3];
            read_pixel(picture, from.left + columns.first, from.top + rows.first, corners[0]);
            read_pixel(picture, from.left + columns.second, from.top + rows.first, corners[1]);
            read_pixel(picture, from.left + columns.first, from.top + rows.second, corners[2]);
            read_pixel(picture, from.left + columns.second, from.top + rows.second, corners[3]);
            for (c = 0; c < channels; ++c) {
                const int32_t above = (2048 - columns.share) * corners[0][c] + columns.share * corners[1][c];
                const int32_t below = (2048 - columns.share) * corners[2][c] + columns.share * corners[3][c];
                const int32_t sum = ((2048 - rows.share) * (above >> 4) >> 16) + (rows.share * (below >> 4) >> 16);
                values[c] = (uint8_t)((sum + 2) >> 2);
            }
            write_pixel(values, channels, input);
            input += DANAS_INPUT_CHANNELS;
        }
    }
}

int danas_preprocess(const danas_picture *picture, uint32_t *sums, int8_t *input)
{
    square from;
    from.side = picture->width < picture->height ? picture->width : picture->height;
    from.left = (picture->width - from.side) / 2;
    from.top = (picture->height - from.side) / 2;
    if (from.side <= 0 || from.side > DANAS_LARGEST_SIDE)
        return -1;
    if (from.side == OUT)
        copy(picture, from, input);
    else if (from.side > OUT)
        shrink(picture, from, sums, input);
    else
        grow(picture, from, input);
    return 0;
}

/* SPDX-License-Identifier: 0BSD */
#include "danas_kernels.h"

#if (-1 >> 1) != -1
#error "These kernels need a compiler whose >> keeps the sign of a negative number."
#endif

/* value x mantissa / 2^31, rounded to nearest, ties up. */
static int32_t high_product(int32_t value, int32_t mantissa)
{
    return (int32_t)(((int64_t)value * mantissa + ((int64_t)1 << 30)) >> 31);
}

/* value / 2^bits, rounded to nearest, ties away from zero. bits: 0 to 31. */
static int32_t rounding_shift(int32_t value, int bits)
{
    const int32_t mask = (int32_t)(((uint32_t)1 << bits) - 1);
    const int32_t threshold = (mask >> 1) + (value < 0 ? 1 : 0);
    return (value >> bits) + ((value & mask) > threshold ? 1 : 0);
}

/* value x mantissa / 2^31 x 2^shift. */
static int32_t scaled(int32_t value, int32_t mantissa, int shift)
{
    if (shift > 0) {
        const int64_t shifted = (int64_t)value * ((int64_t)1 << shift);
        value = (int32_t)(shifted < INT32_MIN ? INT32_MIN : shifted > INT32_MAX ? INT32_MAX : shifted);
        return high_product(value, mantissa);
    }
    return rounding_shift(high_product(value, mantissa), -shift);
}

static int8_t limited(int32_t value, int32_t low, int32_t high)
{
    return (int8_t)(value < low ? low : value > high ? high : value);
}

static int8_t convolved(const danas_convolution *op, int32_t sum, int32_t channel)
{
    return limited(scaled(sum, op->mantissas[channel], op->shifts[channel]) + op->out_zero, op->low, op->high);
}

/* The part of a kernel that lies within a picture: taps first to end - 1, of which the first falls on `start`. */
typedef struct {
    int32_t first, end, start;
} taps;

static taps taps_within(int32_t out, int32_t stride, int32_t pad, int32_t kernel, int32_t size)
{
    const int32_t begin = out * stride - pad;
    taps t;
    t.first = begin < 0 ? -begin : 0;
    t.end = begin + kernel > size ? size - begin : kernel;
    t.start = begin + t.first;
    return t;
}

static taps rows_of(const danas_convolution *op, int32_t y)
{
    return taps_within(y, op->stride, op->pad_top, op->kernel_rows, op->in_height);
}

static taps columns_of(const danas_convolution *op, int32_t x)
{
    return taps_within(x, op->stride, op->pad_left, op->kernel_columns, op->in_width);
}

/* One output of a channel that lies by itself. */
static int32_t depthwise_sum(const danas_convolution *op, const int8_t *plane, taps rows, taps columns, int32_t c)
{
    int32_t sum = op->biases[c];
    int32_t ky, kx;
    for (ky = rows.first; ky < rows.end; ++ky) {
        const int8_t *values = plane + (rows.start + ky - rows.first) * op->in_width + columns.start;
        const int8_t *weights = op->weights + (ky * op->kernel_columns + columns.first) * op->in_channels + c;
        for (kx = columns.first; kx < columns.end; ++kx) {
            sum += *weights * (*values++ - op->in_zero);
            weights += op->in_channels;
        }
    }
    return sum;
}

/* Output p of channel c falls on value p of channel c of the input, so a copy of one channel is all that is needed. */
void danas_depthwise_by_channel(const danas_convolution *op, int8_t *in_out, int8_t *channel)
{
    const int32_t channels = op->in_channels;
    const int32_t pixels = op->in_height * op->in_width;
    int32_t c, i, y, x;
    for (c = 0; c < channels; ++c) {
        int8_t *out = in_out + c;
        for (i = 0; i < pixels; ++i)
            channel[i] = in_out[i * channels + c];
        for (y = 0; y < op->out_height; ++y) {
            const taps rows = rows_of(op, y);
            for (x = 0; x < op->out_width; ++x) {
                *out = convolved(op, depthwise_sum(op, channel, rows, columns_of(op, x), c), c);
                out += channels;
            }
        }
    }
}

/* All channels of one output, from lines of the input that lie in a ring: row r in slot r modulo kernel rows. */
static void depthwise_from_lines(const danas_convolution *op, const int8_t *lines, taps rows, taps columns, int8_t *out)
{
    const int32_t channels = op->in_channels;
    int32_t c, ky, kx;
    for (c = 0; c < channels; ++c) {
        int32_t sum = op->biases[c];
        for (ky = rows.first; ky < rows.end; ++ky) {
            const int32_t slot = (rows.start + ky - rows.first) % op->kernel_rows;
            const int8_t *values = lines + (slot * op->in_width + columns.start) * channels + c;
            const int8_t *weights = op->weights + (ky * op->kernel_columns + columns.first) * channels + c;
            for (kx = columns.first; kx < columns.end; ++kx) {
                sum += *weights * (*values - op->in_zero);
                weights += channels;
                values += channels;
            }
        }
        out[c] = convolved(op, sum, c);
    }
}

/* A line of outputs is not longer than a line of inputs, so line y never falls on an input line after y, and those up to y are
 * in the ring by then: the kernel reaches at least one line below its output. */
void danas_depthwise_by_line(const danas_convolution *op, int8_t *in_out, int8_t *lines)
{
    const int32_t line = op->in_width * op->in_channels;
    int8_t *out = in_out;
    int32_t loaded = 0;
    int32_t y, x, i;
    for (y = 0; y < op->out_height; ++y) {
        const taps rows = rows_of(op, y);
        const int32_t needed = rows.start + rows.end - rows.first;
        for (; loaded < needed; ++loaded)
            for (i = 0; i < line; ++i)
                lines[loaded % op->kernel_rows * line + i] = in_out[loaded * line + i];
        for (x = 0; x < op->out_width; ++x) {
            depthwise_from_lines(op, lines, rows, columns_of(op, x), out);
            out += op->in_channels;
        }
    }
}

static int32_t saturating_shift(int32_t value, int bits)
{
    const int64_t shifted = (int64_t)value * ((int64_t)1 << bits);
    return (int32_t)(shifted < INT32_MIN ? INT32_MIN : shifted > INT32_MAX ? INT32_MAX : shifted);
}

/* e^a for a / 2^31 in [-1/4, 0): the Taylor polynomial of fourth degree about -1/8. */
static int32_t exponential_near_zero(int32_t a)
{
    const int32_t at_centre = 1895147668; /* e^(-1/8) */
    const int32_t third = 715827883;
    const int32_t x = a + ((int32_t)1 << 28);
    const int32_t x2 = high_product(x, x);
    const int32_t x3 = high_product(x2, x);
    const int32_t x4 = high_product(x2, x2);
    const int32_t higher = rounding_shift(high_product(rounding_shift(x4, 2) + x3, third) + x2, 1);
    return at_centre + high_product(at_centre, x + higher);
}

/* e^a for a / 2^27 in (-16, 0). */
static int32_t exponential(int32_t a)
{
    static const int32_t powers[6] = { 1672461947, 1302514674, 790015084, 290630308, 39332535, 720401 }; /* e^-(1/4) .. e^-8 */
    const int32_t quarter = (int32_t)1 << 25;
    const int32_t rest = (a & (quarter - 1)) - quarter;
    const int32_t whole = rest - a;
    int32_t result = exponential_near_zero(saturating_shift(rest, 4));
    int i;
    for (i = 0; i < 6; ++i) {
        if (whole & (quarter << i))
            result = high_product(result, powers[i]);
    }
    return result;
}

/* 1 / (1 + a) for a / 2^31 in [0, 1]: Newton's iteration for the inverse of (1 + a) / 2, with 29 bits right of the point. */
static int32_t inverse_of_one_plus(int32_t a)
{
    const int32_t half = (int32_t)(((int64_t)a + INT32_MAX + 1) / 2);
    int32_t x = 1515870810 + high_product(half, -1010580540); /* 48/17 - 32/17 half */
    int i;
    for (i = 0; i < 3; ++i)
        x += saturating_shift(high_product(x, ((int32_t)1 << 29) - high_product(half, x)), 2);
    return saturating_shift(x, 1);
}

/* 2^31 / (1 + e^-x) of x / 2^27. */
static int32_t logistic(int32_t x)
{
    int32_t positive;
    if (x == 0)
        return (int32_t)1 << 30;
    positive = inverse_of_one_plus(exponential(x > 0 ? -x : x));
    return x > 0 ? positive : INT32_MAX - positive;
}

void danas_sigmoid(const danas_logistic *op, const int8_t *in, int8_t *out)
{
    int32_t i;
    for (i = 0; i < op->elements; ++i) {
        const int32_t difference = in[i] - op->in_zero;
        if (difference <= -op->radius)
            out[i] = -128;
        else if (difference >= op->radius)
            out[i] = 127;
        else
            out[i] = limited(rounding_shift(logistic(scaled(difference, op->mantissa, op->shift)), 23) - 128, -128, 127);
    }
}

#ifdef DANAS_USE_CMSIS_NN
#include "danas_cmsis_nn.h"
#else

static int32_t dot_product(const int8_t *values, int32_t zero, const int8_t *weights, int32_t count)
{
    int32_t sum = 0;
    int32_t i;
    for (i = 0; i < count; ++i)
        sum += weights[i] * (values[i] - zero);
    return sum;
}

/* All channels of one output of a convolution. */
static void convolve_pixel(const danas_convolution *op, const int8_t *in, taps rows, taps columns, int8_t *out)
{
    const int32_t channels = op->in_channels;
    const int32_t depth = op->kernel_rows * op->kernel_columns * channels;
    const int32_t span = (columns.end - columns.first) * channels;
    int32_t o, ky;
    for (o = 0; o < op->out_channels; ++o) {
        const int8_t *weights = op->weights + o * depth + columns.first * channels;
        const int8_t *values = in + (rows.start * op->in_width + columns.start) * channels;
        int32_t sum = op->biases[o];
        for (ky = rows.first; ky < rows.end; ++ky) {
            sum += dot_product(values, op->in_zero, weights + ky * op->kernel_columns * channels, span);
            values += op->in_width * channels;
        }
        out[o] = convolved(op, sum, o);
    }
}

void danas_conv2d(const danas_convolution *op, const int8_t *in, int8_t *out)
{
    int32_t y, x;
    for (y = 0; y < op->out_height; ++y) {
        const taps rows = rows_of(op, y);
        for (x = 0; x < op->out_width; ++x) {
            convolve_pixel(op, in, rows, columns_of(op, x), out);
            out += op->out_channels;
        }
    }
}

void danas_depthwise(const danas_convolution *op, const int8_t *in, int8_t *out)
{
    const int32_t channels = op->in_channels;
    int32_t y, x, c, ky, kx;
    for (y = 0; y < op->out_height; ++y) {
        const taps rows = rows_of(op, y);
        for (x = 0; x < op->out_width; ++x) {
            const taps columns = columns_of(op, x);
            for (c = 0; c < channels; ++c) {
                int32_t sum = op->biases[c];
                for (ky = rows.first; ky < rows.end; ++ky) {
                    const int32_t row = rows.start + ky - rows.first;
                    const int8_t *values = in + (row * op->in_width + columns.start) * channels + c;
                    const int8_t *weights = op->weights + (ky * op->kernel_columns + columns.first) * channels + c;
                    for (kx = columns.first; kx < columns.end; ++kx) {
                        sum += *weights * (*values - op->in_zero);
                        weights += channels;
                        values += channels;
                    }
                }
                *out++ = convolved(op, sum, c);
            }
        }
    }
}

void danas_dense(const danas_dense_layer *op, const int8_t *in, int8_t *out)
{
    int32_t o;
    for (o = 0; o < op->outputs; ++o) {
        const int32_t sum = op->biases[o] + dot_product(in, op->in_zero, op->weights + o * op->inputs, op->inputs);
        out[o] = limited(scaled(sum, op->mantissa, op->shift) + op->out_zero, op->low, op->high);
    }
}

static int32_t term(int8_t value, int32_t zero, int32_t mantissa, int shift)
{
    return scaled((value - zero) * ((int32_t)1 << DANAS_ADD_SHIFT), mantissa, shift);
}

void danas_add(const danas_addition *op, const int8_t *first, const int8_t *second, int8_t *out)
{
    int32_t i;
    for (i = 0; i < op->elements; ++i) {
        const int32_t sum = term(first[i], op->first_zero, op->first_mantissa, op->first_shift)
            + term(second[i], op->second_zero, op->second_mantissa, op->second_shift);
        out[i] = limited(scaled(sum, op->out_mantissa, op->out_shift) + op->out_zero, op->low, op->high);
    }
}

void danas_average_pool(const danas_pooling *op, const int8_t *in, int8_t *out)
{
    int32_t c, i;
    for (c = 0; c < op->channels; ++c) {
        int32_t sum = 0;
        for (i = 0; i < op->pixels; ++i)
            sum += in[i * op->channels + c];
        sum += sum > 0 ? op->pixels / 2 : -(op->pixels / 2); /* ties away from zero */
        out[c] = limited(sum / op->pixels, op->low, op->high);
    }
}

#endif

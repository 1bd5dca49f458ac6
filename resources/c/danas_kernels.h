/* SPDX-License-Identifier: 0BSD */
/* The integer operators of a network, in plain C99: no interpreter, no heap, no floating point. Results agree byte for byte with
 * the reference kernels of TensorFlow Lite (tensorflow/lite/kernels/internal/reference/integer_ops).
 * Tensors are int8, height x width x channels, channels innermost: real = scale x (value - zero point). */
#ifndef DANAS_KERNELS_H
#define DANAS_KERNELS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DANAS_ADD_SHIFT 20 /* head room of an addition's sum for its two roundings */

/* With DANAS_USE_CMSIS_NN the operators that do not run over their input call Arm's CMSIS-NN, which you supply: the same bytes, faster.
 * It wants shifts in 32 bits, and memory to work in. */
#ifdef DANAS_USE_CMSIS_NN
typedef int32_t danas_shift;
#define DANAS_SCRATCH_FIELDS void *scratch; int32_t scratch_bytes;
#define DANAS_SCRATCH(place, bytes) , place, bytes
#else
typedef int8_t danas_shift;
#define DANAS_SCRATCH_FIELDS
#define DANAS_SCRATCH(place, bytes)
#endif

/* A convolution. Weights: [out][kernel rows][kernel columns][in], of a depthwise one [kernel rows][kernel columns][channels]. */
typedef struct {
    int16_t in_height, in_width, in_channels;
    int16_t out_height, out_width, out_channels;
    int16_t kernel_rows, kernel_columns, stride, pad_top, pad_left;
    int16_t in_zero, out_zero; /* zero points */
    int16_t low, high;         /* limits of the output, from its activation */
    const int8_t *weights;
    const int32_t *biases;     /* one per output channel */
    const int32_t *mantissas;  /* input x weight / output scale = mantissa / 2^31 x 2^shift; one per output channel */
    const danas_shift *shifts;
    DANAS_SCRATCH_FIELDS
} danas_convolution;

/* A fully connected layer. Weights: [out][in], of one scale. */
typedef struct {
    int32_t inputs, outputs;
    int16_t in_zero, out_zero;
    int16_t low, high;
    const int8_t *weights;
    const int32_t *biases;
    int32_t mantissa;
    int8_t shift;
} danas_dense_layer;

/* The sum of two tensors, each brought to 2^20 / (2 x the larger input scale) first. */
typedef struct {
    int32_t elements;
    int16_t first_zero, second_zero, out_zero;
    int16_t low, high;
    int32_t first_mantissa, second_mantissa, out_mantissa;
    int8_t first_shift, second_shift, out_shift;
} danas_addition;

/* The mean of each channel over the whole picture. Output scale = input scale. */
typedef struct {
    int32_t pixels, channels;
    int16_t low, high;
    DANAS_SCRATCH_FIELDS
} danas_pooling;

/* 1 / (1 + e^-x), of output scale 1/256 and zero point -128. The input, less its zero point, is brought to 2^27 a unit; from
 * `radius` steps on it gives 0 or 1. */
typedef struct {
    int32_t elements;
    int16_t in_zero, radius;
    int32_t mantissa;
    int8_t shift;
} danas_logistic;

/* Where nothing else is said, `out` must not overlap an input. */
void danas_conv2d(const danas_convolution *op, const int8_t *in, int8_t *out);
void danas_depthwise(const danas_convolution *op, const int8_t *in, int8_t *out);
/* Over its own input, channel by channel. `channel`: in_height x in_width bytes. */
void danas_depthwise_by_channel(const danas_convolution *op, int8_t *in_out, int8_t *channel);
/* Over its own input, line by line. `lines`: kernel_rows x in_width x channels bytes. */
void danas_depthwise_by_line(const danas_convolution *op, int8_t *in_out, int8_t *lines);
void danas_dense(const danas_dense_layer *op, const int8_t *in, int8_t *out);
/* `out` may be one of the inputs. */
void danas_add(const danas_addition *op, const int8_t *first, const int8_t *second, int8_t *out);
void danas_average_pool(const danas_pooling *op, const int8_t *in, int8_t *out);
/* `out` may be `in`. */
void danas_sigmoid(const danas_logistic *op, const int8_t *in, int8_t *out);

#ifdef __cplusplus
}
#endif

#endif

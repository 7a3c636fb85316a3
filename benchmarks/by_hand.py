"""The same training steps written out in numpy, twice: as anyone would write them, and fused with every array reused.

A step takes nothing and returns the loss before it.  Weights are float32; the learning rate is LR.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Step = Callable[[], float]
LR = np.float32(0.1)


def cross_entropy(scores: Array, y: Array) -> tuple[float, Array]:
    """The mean loss and its gradient."""
    shifted = scores - scores.max(1, keepdims=True)
    chances = np.exp(shifted)
    chances /= chances.sum(1, keepdims=True)
    rows = np.arange(len(y))
    loss = float(-np.log(chances[rows, y]).mean())
    chances[rows, y] -= 1
    return loss, chances / np.float32(len(y))


def plain_mlp(weights: list[Array], x: Array, y: Array) -> Step:
    """Linear-relu-...-linear, cross entropy, SGD."""
    params = [w.copy() for w in weights]

    def step() -> float:
        inputs, masks, h = [], [], x
        for i in range(0, len(params), 2):
            inputs.append(h)
            h = h @ params[i].T + params[i + 1]
            if i + 2 < len(params):
                masks.append(h > 0)
                h = np.maximum(h, 0)
        loss, g = cross_entropy(h, y)
        for i in reversed(range(0, len(params), 2)):
            gw, gb = g.T @ inputs.pop(), g.sum(0)
            if i:
                g = (g @ params[i]) * masks.pop()
            params[i] = params[i] - LR * gw
            params[i + 1] = params[i + 1] - LR * gb
        return loss

    return step


def fused_mlp(weights: list[Array], x: Array, y: Array) -> Step:
    """The same, with every array made once."""
    params = [w.copy() for w in weights]
    layers = list(zip(params[::2], params[1::2], strict=True))
    outs = [np.empty((len(x), len(b)), np.float32) for _, b in layers]
    grads = [np.empty_like(out) for out in outs]
    gws, gbs = [np.empty_like(w) for w, _ in layers], [np.empty_like(b) for _, b in layers]
    masks = [np.empty(out.shape, bool) for out in outs]
    rows, column = np.arange(len(y)), np.empty((len(x), 1), np.float32)
    scale = np.float32(1 / len(y))

    def step() -> float:
        h = x
        for i, (w, b) in enumerate(layers):
            out = outs[i]
            np.matmul(h, w.T, out=out)
            out += b
            if i + 1 < len(layers):
                np.greater(out, 0, out=masks[i])
                np.maximum(out, 0, out=out)
            h = out
        np.max(h, axis=1, keepdims=True, out=column)
        h -= column
        np.exp(h, out=h)
        np.sum(h, axis=1, keepdims=True, out=column)
        h /= column
        loss = -float(np.log(h[rows, y]).mean())
        h[rows, y] -= 1
        h *= scale
        g = h
        for i in reversed(range(len(layers))):
            w, b = layers[i]
            np.matmul(g.T, outs[i - 1] if i else x, out=gws[i])
            np.sum(g, axis=0, out=gbs[i])
            if i:
                np.matmul(g, w, out=grads[i - 1])
                g = grads[i - 1]
                g *= masks[i - 1]
            gws[i] *= LR
            w -= gws[i]
            gbs[i] *= LR
            b -= gbs[i]
        return loss

    return step


def plain_cnn(weights: list[Array], x: Array, y: Array) -> Step:
    """conv 3x3 padding 1 - relu - max_pool 2 - flatten - linear, cross entropy, SGD; loops over the kernel's places."""
    params = [w.copy() for w in weights]

    def step() -> float:
        kernel, kb, w, b = params
        n, _, height, width = x.shape
        padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
        conv = np.zeros((n, len(kernel), height, width), np.float32)
        for i in range(3):
            for j in range(3):
                conv += np.einsum("nchw,oc->nohw", padded[:, :, i : i + height, j : j + width], kernel[:, :, i, j])
        conv += kb[None, :, None, None]
        h = np.maximum(conv, 0)
        quads = h.reshape(n, len(kernel), height // 2, 2, width // 2, 2).transpose(0, 1, 2, 4, 3, 5)
        quads = quads.reshape(*quads.shape[:4], 4)
        best = quads.argmax(-1)
        flat = quads.max(-1).reshape(n, -1)
        loss, g = cross_entropy(flat @ w.T + b, y)
        gw, gb = g.T @ flat, g.sum(0)
        pooled = (g @ w).reshape(best.shape)
        spread = np.zeros(quads.shape, np.float32)
        np.put_along_axis(spread, best[..., None], pooled[..., None], -1)
        back = spread.reshape(n, len(kernel), height // 2, width // 2, 2, 2).transpose(0, 1, 2, 4, 3, 5)
        back = back.reshape(conv.shape) * (conv > 0)
        gk = np.zeros_like(kernel)
        for i in range(3):
            for j in range(3):
                gk[:, :, i, j] = np.einsum("nohw,nchw->oc", back, padded[:, :, i : i + height, j : j + width])
        for k, gradient in enumerate((gk, back.sum((0, 2, 3)), gw, gb)):
            params[k] = params[k] - LR * gradient
        return loss

    return step


def fused_cnn(weights: list[Array], x: Array, y: Array) -> Step:
    """The same with im2col, one product of matrices, strided quads, and every array made once."""
    kernel, kb, w, b = (v.copy() for v in weights)
    n, _, height, width = x.shape
    maps, places = len(kernel), height * width
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))[:, 0]
    columns = np.empty((n, 9, places), np.float32)
    conv = np.empty((n, maps, places), np.float32)
    positive = np.empty(conv.shape, bool)
    image = conv.reshape(n, maps, height, width)
    corners = [image[:, :, i::2, j::2] for i in range(2) for j in range(2)]
    top = np.empty((n, maps, height // 2, width // 2), np.float32)
    flat = top.reshape(n, -1)
    scores, gflat = np.empty((n, len(b)), np.float32), np.empty_like(flat)
    back = np.empty_like(conv)
    back_image = back.reshape(image.shape)
    back_corners = [back_image[:, :, i::2, j::2] for i in range(2) for j in range(2)]
    free, won = np.empty(top.shape, bool), np.empty(top.shape, bool)
    gks, gk = np.empty((n, maps, 9), np.float32), np.empty((maps, 9), np.float32)
    gw, gb, gkb = np.empty_like(w), np.empty_like(b), np.empty_like(kb)
    rows, column, scale = np.arange(n), np.empty((n, 1), np.float32), np.float32(1 / n)
    grid = columns.reshape(n, 3, 3, height, width)

    def step() -> float:
        np.copyto(grid, windows.transpose(0, 3, 4, 1, 2))
        np.matmul(kernel.reshape(maps, 9), columns, out=conv)
        np.add(conv, kb[:, None], out=conv)
        np.greater(conv, 0, out=positive)
        np.maximum(conv, 0, out=conv)
        np.maximum(corners[0], corners[1], out=top)
        np.maximum(top, corners[2], out=top)
        np.maximum(top, corners[3], out=top)
        np.matmul(flat, w.T, out=scores)
        np.add(scores, b, out=scores)
        np.max(scores, axis=1, keepdims=True, out=column)
        np.subtract(scores, column, out=scores)
        np.exp(scores, out=scores)
        np.sum(scores, axis=1, keepdims=True, out=column)
        np.divide(scores, column, out=scores)
        loss = -float(np.log(scores[rows, y]).mean())
        scores[rows, y] -= 1
        np.multiply(scores, scale, out=scores)
        np.matmul(scores.T, flat, out=gw)
        np.sum(scores, axis=0, out=gb)
        np.matmul(scores, w, out=gflat)
        pooled = gflat.reshape(top.shape)
        free[...] = True
        for corner, back_corner in zip(corners, back_corners, strict=True):
            np.equal(corner, top, out=won)
            np.logical_and(won, free, out=won)
            np.multiply(pooled, won, out=back_corner)
            np.greater(free, won, out=free)
        np.multiply(back, positive, out=back)
        np.matmul(back, columns.transpose(0, 2, 1), out=gks)
        np.sum(gks, axis=0, out=gk)
        np.sum(back, axis=(0, 2), out=gkb)
        for value, gradient in ((kernel.reshape(maps, 9), gk), (kb, gkb), (w, gw), (b, gb)):
            np.multiply(gradient, LR, out=gradient)
            np.subtract(value, gradient, out=value)
        return loss

    return step

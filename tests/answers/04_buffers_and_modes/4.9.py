# %% wrong="plain attributes instead of buffers" caught="a_batchnorm_keeps_two_parameters_and_three_buffers"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)

        self.running_mean = torch.zeros(num_features, **options) if track_running_stats else None
        self.running_var = torch.ones(num_features, **options) if track_running_stats else None
        self.num_batches_tracked = torch.tensor(0, device=device) if track_running_stats else None
        self.reset_parameters()

# %% wrong="the statistics are Parameters, and trained" caught="a_batchnorm_keeps_two_parameters_and_three_buffers"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)

        self.running_mean = nn.Parameter(torch.zeros(num_features, **options))
        self.running_var = nn.Parameter(torch.ones(num_features, **options))
        self.register_buffer("num_batches_tracked", torch.tensor(0, dtype=torch.int64, device=device))
        self.reset_parameters()

# %% wrong="forgets the counter" caught="a_batchnorm_keeps_two_parameters_and_three_buffers"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)

        for name, make in (("running_mean", torch.zeros), ("running_var", torch.ones)):
            self.register_buffer(name, make(num_features, **options) if track_running_stats else None)
        self.reset_parameters()

# %% wrong="weight and bias as plain tensors" caught="a_batchnorm_keeps_two_parameters_and_three_buffers"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        self.weight = torch.ones(num_features, **options) if affine else None
        self.bias = torch.zeros(num_features, **options) if affine and bias else None
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% wrong="the statistics are not saved" caught="all_buffers_of_a_batchnorm_are_saved"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None, persistent=False)
        self.reset_parameters()

# %% wrong="the counter has the dtype of the rest" caught="a_batchnorm_keeps_two_parameters_and_three_buffers"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0.0, **options)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% wrong="one counter for each channel" caught="a_batchnorm_keeps_two_parameters_and_three_buffers"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.zeros(num_features, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% wrong="the counter is a plain number" caught="a_batchnorm_keeps_two_parameters_and_three_buffers"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)

        for name, make in (("running_mean", torch.zeros), ("running_var", torch.ones)):
            self.register_buffer(name, make(num_features, **options) if track_running_stats else None)
        self.num_batches_tracked = 0
        self.reset_parameters()

# %% wrong="affine is ignored" caught="without_affine_weight_and_bias_are_none"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", True), ("bias", bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% wrong="without affine the names are missing" caught="without_affine_weight_and_bias_are_none"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        if affine:
            self.weight = nn.Parameter(torch.empty(num_features, **options))
            self.register_parameter("bias", nn.Parameter(torch.empty(num_features, **options)) if bias else None)
        else:
            self.weight = self.bias = None
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% wrong="bias=False is ignored" caught="the_bias_alone_may_be_left_out"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% wrong="a bias without affine" caught="without_affine_weight_and_bias_are_none"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% wrong="track_running_stats is ignored" caught="without_tracking_the_buffers_are_none"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start)
        self.reset_parameters()

# %% wrong="without tracking the names are missing" caught="without_tracking_the_buffers_are_none"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)

        if track_running_stats:
            self.register_buffer("running_mean", torch.zeros(num_features, **options))
            self.register_buffer("running_var", torch.ones(num_features, **options))
            self.register_buffer("num_batches_tracked", torch.tensor(0, dtype=torch.int64, device=device))
        else:
            self.running_mean = self.running_var = self.num_batches_tracked = None
        self.reset_parameters()

# %% wrong="without tracking the counter is still there" caught="without_tracking_the_buffers_are_none"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats or name == "num_batches_tracked" else None)
        self.reset_parameters()

# %% wrong="dtype is not handed on" caught="the_dtype_is_that_of_all_but_the_counter"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% wrong="dtype reaches the parameters only" caught="the_dtype_is_that_of_all_but_the_counter"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, device=device), torch.ones(num_features, device=device)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% wrong="device does not reach the counter" caught="the_device_is_that_of_all_five"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64)
        for name, start in (("running_mean", mean), ("running_var", var), ("num_batches_tracked", count)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% wrong="the buffers in another order" caught="a_batchnorm_keeps_two_parameters_and_three_buffers"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, nn.Parameter(torch.empty(num_features, **options)) if wanted else None)
        mean, var = torch.zeros(num_features, **options), torch.ones(num_features, **options)
        count = torch.tensor(0, dtype=torch.int64, device=device)
        for name, start in (("num_batches_tracked", count), ("running_mean", mean), ("running_var", var)):
            self.register_buffer(name, start if track_running_stats else None)
        self.reset_parameters()

# %% right="written out, as in torch"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        options = {"device": device, "dtype": dtype}
        if self.affine:
            self.weight = nn.Parameter(torch.empty(num_features, **options))
            if bias:
                self.bias = nn.Parameter(torch.empty(num_features, **options))
            else:
                self.register_parameter("bias", None)
        else:
            self.register_parameter("weight", None)
            self.register_parameter("bias", None)
        if self.track_running_stats:
            self.register_buffer("running_mean", torch.zeros(num_features, **options))
            self.register_buffer("running_var", torch.ones(num_features, **options))
            self.register_buffer("num_batches_tracked", torch.tensor(0, dtype=torch.long, device=device))
        else:
            self.register_buffer("running_mean", None)
            self.register_buffer("running_var", None)
            self.register_buffer("num_batches_tracked", None)
        self.reset_parameters()

# %% right="registered as None first, then assigned"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        self.register_parameter("weight", None)
        self.register_parameter("bias", None)
        for name in ("running_mean", "running_var", "num_batches_tracked"):
            self.register_buffer(name, None)
        if affine:
            self.weight = nn.Parameter(torch.ones(num_features, device=device, dtype=dtype))
            self.bias = nn.Parameter(torch.zeros(num_features, device=device, dtype=dtype)) if bias else None
        if track_running_stats:
            self.running_mean = torch.zeros((num_features,), device=device, dtype=dtype)
            self.running_var = torch.ones((num_features,), device=device, dtype=dtype)
            self.num_batches_tracked = torch.zeros((), device=device, dtype=torch.int64)
        self.reset_parameters()

# %% right="with nn.Buffer"
@grow(nn)
class _BatchNorm(nn.Module):
    def __init__(
        self,
        num_features,
        eps=1e-5,
        momentum=0.1,
        affine=True,
        track_running_stats=True,
        device=None,
        dtype=None,
        *,
        bias=True,
    ):
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        def made(fill, wanted, kind):
            return kind(torch.full((num_features,), fill, device=device, dtype=dtype or torch.float32)) if wanted else None

        self.register_parameter("weight", made(1.0, affine, nn.Parameter))
        self.register_parameter("bias", made(0.0, affine and bias, nn.Parameter))
        self.register_buffer("running_mean", made(0.0, track_running_stats, nn.Buffer))
        self.register_buffer("running_var", made(1.0, track_running_stats, nn.Buffer))
        count = nn.Buffer(torch.tensor(0, device=device)) if track_running_stats else None
        self.register_buffer("num_batches_tracked", count)
        self.reset_parameters()

# %% wrong="back on, whatever it was" caught="a_block_inside_a_block_does_not_end_the_outer_one"
@grow(engine)
class no_grad:
    def __enter__(self):
        set_grad_enabled(False)

    def __exit__(self, *error):
        set_grad_enabled(True)

# %% wrong="never back" caught="afterwards_it_is_again"
@grow(engine)
class no_grad:
    def __enter__(self):
        self.before = is_grad_enabled()
        set_grad_enabled(False)

    def __exit__(self, *error):
        pass

# %% wrong="never off" caught="inside_nothing_is_remembered"
@grow(engine)
class no_grad:
    def __enter__(self):
        self.before = is_grad_enabled()

    def __exit__(self, *error):
        set_grad_enabled(self.before)

# %% wrong="off once it is made" caught="to_make_one_switches_nothing"
@grow(engine)
class no_grad:
    def __init__(self):
        self.before = is_grad_enabled()
        set_grad_enabled(False)

    def __enter__(self):
        set_grad_enabled(False)

    def __exit__(self, *error):
        set_grad_enabled(self.before)

# %% wrong="swallows the exception" caught="an_exception_goes_through_and_switches_back"
@grow(engine)
class no_grad:
    def __enter__(self):
        self.before = is_grad_enabled()
        set_grad_enabled(False)

    def __exit__(self, *error):
        set_grad_enabled(self.before)
        return True

# %% wrong="no way back after an exception" caught="an_exception_goes_through_and_switches_back"
@grow(engine)
class no_grad:
    def __enter__(self):
        self.before = is_grad_enabled()
        set_grad_enabled(False)

    def __exit__(self, *error):
        if error[0] is None:
            set_grad_enabled(self.before)

# %% wrong="looks after it has switched" caught="afterwards_it_is_again"
@grow(engine)
class no_grad:
    def __enter__(self):
        set_grad_enabled(False)
        self.before = is_grad_enabled()

    def __exit__(self, *error):
        set_grad_enabled(self.before)

# %% wrong="the other way round" caught="inside_nothing_is_remembered"
@grow(engine)
class no_grad:
    def __enter__(self):
        self.before = is_grad_enabled()
        set_grad_enabled(True)

    def __exit__(self, *error):
        set_grad_enabled(self.before)

# %% wrong="flips the switch" caught="a_block_inside_a_block_does_not_end_the_outer_one"
@grow(engine)
class no_grad:
    def __enter__(self):
        set_grad_enabled(not is_grad_enabled())

    def __exit__(self, *error):
        set_grad_enabled(not is_grad_enabled())

# %% right="a list of what was"
@grow(engine)
class no_grad:
    def __enter__(self):
        self.held = [*getattr(self, 'held', []), is_grad_enabled()]
        set_grad_enabled(mode=False)

    def __exit__(self, *error):
        set_grad_enabled(self.held.pop())

# %% right="returns itself and says False"
@grow(engine)
class no_grad:
    def __enter__(self):
        self.prev, _ = is_grad_enabled(), set_grad_enabled(False)
        return self

    def __exit__(self, *error):
        set_grad_enabled(self.prev)
        return False

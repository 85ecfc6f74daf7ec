# Van der Pol's oscillator with mu = 1 from (2, 0) to t = 20 by SciPy's RK45. For every "tolerance runs" read from standard input it
# writes the CPU seconds of a run and the last state.
import sys
import time

import scipy
from scipy.integrate import solve_ivp


def oscillator(t, y):
    y1, y2 = y.tolist()  # plain floats: faster than numpy's scalars
    return y2, (1 - y1 * y1) * y2 - y1


def main():
    print(scipy.__version__, flush=True)
    for line in sys.stdin:
        words = line.split()
        tolerance, runs = float(words[0]), int(words[1])
        before = time.process_time()
        for _ in range(runs):
            solution = solve_ivp(oscillator, (0, 20), (2, 0), method="RK45", rtol=tolerance, atol=tolerance)
        seconds = (time.process_time() - before) / runs
        print(repr(seconds), *map(repr, map(float, solution.y[:, -1])), flush=True)


main()

# M/M/1 in SimPy's own style: a process a customer, a resource as the server. For every number of customers read from standard input
# it writes the CPU seconds that they took and their mean wait.
import random
import sys
import time

import simpy


class Waits:
    total = 0.0


def customer(env, server, draws, waits):
    came = env.now
    with server.request() as request:
        yield request
        waits.total += env.now - came
        yield env.timeout(draws.expovariate(1.0))


def source(env, server, draws, waits, customers):
    for _ in range(customers):
        yield env.timeout(draws.expovariate(0.8))
        env.process(customer(env, server, draws, waits))


def main():
    print(simpy.__version__, flush=True)
    draws = random.Random(1)
    for line in sys.stdin:
        customers = int(line)
        waits = Waits()
        before = time.process_time()
        env = simpy.Environment()
        env.process(source(env, simpy.Resource(env, capacity=1), draws, waits, customers))
        env.run()
        print(time.process_time() - before, waits.total / customers, flush=True)


main()

namespace TwinGrid.Simulation.Tests.Validation;

/// <summary>All rows, in the order of the page. A row without a test makes the page fail.</summary>
internal static class KnownRows
{
    private const string Queues = "Queueing and lines";
    private const string Motion = "Continuous and hybrid systems";
    private const string Sensitivity = "Sensitivity";
    private const string Statistics = "Statistics of experiments, random numbers";

    public static readonly IReadOnlyList<KnownRow> All =
    [
        new(Queues, "1", "M/M/1", "λ = 0.8, μ = 1. Closed form."),
        new(Queues, "2", "M/M/1, width of intervals", "λ = 0.8, μ = 1. T times the variance of the average of L over a time T tends to 2ρ(1 + ρ)/(1 − ρ)⁴."),
        new(Queues, "3", "M/M/1 from empty", "λ = 0.9, μ = 1; expected waits of the first customers, mean of the steady state 9. Exact recurrence."),
        new(Queues, "4", "M/M/1 from empty", "λ = 0.8, μ = 1; mean of the steady state 4. Exact recurrence."),
        new(Queues, "4b", "M/M/1 from a live start", "λ = 0.8, μ = 1; five customers are present at the start, one of them in service; expected waits of those who arrive then. Exact recurrence."),
        new(Queues, "5", "M/M/10", "λ = 8, μ = 1. Erlang C."),
        new(Queues, "6", "M/M/3", "λ = 2, μ = 1. Erlang C: 4/9."),
        new(Queues, "7", "M/M/c/c", "Offered load 8 on 10 servers, 2 on 3. Erlang B, the same whatever the law of service."),
        new(Queues, "8", "M/M/1/5", "λ = 0.8, μ = 1. Closed form."),
        new(Queues, "9", "M/G/1", "λ = 0.8, mean service 1. Pollaczek and Khinchine."),
        new(Queues, "10", "M/G/1 with breakdowns", "λ = 0.5, exponential service of mean 1; fails at rate 0.1 while it serves, exponential repair of mean 2, service goes on where it stopped. Completion times E[C] = 1.2, E[C²] = 3.68 in Pollaczek and Khinchine's formula."),
        new(Queues, "11", "Two classes, priority without preemption", "λ = 0.3 and 0.5, exponential service of mean 1. Cobham 1954."),
        new(Queues, "12", "Two classes, preemptive resume", "λ = 0.3 and 0.5, exponential service of mean 1. Closed form."),
        new(Queues, "13", "Jackson network", "Three single servers, μ = 2, 2, 1.5; arrivals at rate 1 at the first; routing 1→2 0.6, 1→3 0.4, 2→1 0.2, 2→3 0.5, 3→2 0.1. Product form."),
        new(Queues, "14", "Tandem of two queues", "λ = 0.5, μ = 1 and 0.8. Burke's theorem."),
        new(Queues, "15", "Closed network of Gordon and Newell", "Five customers, demands 1, 0.8, 0.5 at single servers in a cycle. Mean value analysis."),
        new(Queues, "16", "Machine repair", "4 machines, failure rate 0.1, repair rate 1, 1 crew. Birth and death chain."),
        new(Queues, "17", "Machine repair", "10 machines, failure rate 0.05, repair rate 0.5, 2 crews. Birth and death chain."),
        new(Queues, "18", "Machine repair, a crew for each machine", "10 machines, mean life 20, mean repair 2, any laws. MTBF/(MTBF + MTTR)."),
        new(Queues, "19", "Fluid line of two machines", "Speed 1, failure rate 0.01 while working, repair rate 0.1, buffer N. E = r[N(p + r) + 2]/[N(p + r)² + 2(r + 2p)]."),
        new(Queues, "20", "Slotted line of two machines", "Failure 0.01, repair 0.1 a slot for both; machines change state first, fail only when they work, blocked or starved by the level at the start of the slot. Exact chain (Gershwin's model)."),
        new(Queues, "21", "Slotted line of two machines, unequal", "N = 10; p = 0.02, r = 0.1 and p = 0.01, r = 0.15. Exact chain."),
        new(Queues, "22", "Two exponential stations, blocking after service", "μ = 1, buffer B; saturated first station. (B + 2)/(B + 3)."),
        new(Queues, "23", "Three exponential stations without buffers", "μ = 1. Hunt 1956: 22/39."),
        new(Queues, "24", "Identities of every path", "Little's law, conservation of customers, shares of states."),
        new(Motion, "25", "Explicit Euler", "Reference FMUs of the Modelica Association: Dahlquist's equation with step 0.1, bouncing ball with step 1 ms. Published outputs of explicit Euler, not true solutions."),
        new(Motion, "26", "Robertson's kinetics", "Rates 0.04, 1e4, 3e7 from (1, 0, 0) to t = 0.4. Radau at 3e-14."),
        new(Motion, "27", "Robertson's kinetics", "To t = 40 and 4e5. Radau at 3e-14."),
        new(Motion, "28", "Robertson's kinetics", "To t = 1e11, relative error. Radau at 3e-14."),
        new(Motion, "29", "Van der Pol, stiff", "ε = 1e-6, y = (2, 0) to t = 2. Test set for initial value problem solvers."),
        new(Motion, "30", "Van der Pol", "μ = 1, y = (2, 0) to t = 20, and the period of the limit cycle. High-order reference solution."),
        new(Motion, "31", "HIRES", "To t = 321.8122. Test set for initial value problem solvers, recomputed."),
        new(Motion, "32", "Arenstorf orbit", "μ = 0.012277471, period 17.0652165601579625589; the orbit returns to its start and amplifies errors a millionfold."),
        new(Motion, "33a", "Pendulum", "L = 1, g = 9.81; as two states, and in Cartesian coordinates with an index-reduced constraint. Complete elliptic integral."),
        new(Motion, "33b", "Bouncing ball", "From 1 m, g = 9.81, restitution 0.7; impacts accumulate. Closed form."),
        new(Motion, "33c", "Rocket with cut-off", "Cut-off at 4000 ft or 10 s, drag as acceleration, as in SUNDIALS' cvRocket_dns. High-order reference solution."),
        new(Motion, "33d", "Thermostat", "Time constant 100, ambient 10, heated limit 30, band 19 to 21. 100 ln(11/9)."),
        new(Motion, "33e", "Torricelli's tank", "Area 1, outlet 0.01, from 2 m, g = 9.81. Closed form, with a singular root at the bottom."),
        new(Sensitivity, "34", "Ishigami's function", "a = 7, b = 0.1. Closed form."),
        new(Sensitivity, "34b", "Sobol's g-function", "a = 0, 1, 4.5, 9, 99, 99, 99, 99. Closed form."),
        new(Statistics, "69", "Coverage", "1 000 experiments, intervals of nominal 95 %: 926 to 971 hold the truth (99.9 % region of the binomial)."),
        new(Statistics, "70", "Power", "α = 0.05, power 0.8. Noncentral Student t."),
        new(Statistics, "71", "Common random numbers", "Equal variances, correlation 0.9."),
        new(Statistics, "72", "Corrections for several tests", "p = 0.01, 0.04, 0.03, 0.005."),
        new(Statistics, "73", "Constants of Rinott and Bechhofer", "k systems, n₀ first replications, probability P*."),
        new(Statistics, "74", "Kim and Nelson's selection", "α = 0.05."),
        new(Statistics, "75", "Batch means of an autoregression", "φ = 0.9, σ = 1: variance 5.263158, asymptotic variance 100, correlation time 19, so that naive intervals are √19 times too narrow."),
        new(Statistics, "76", "Random number generators", "Published known answers."),
    ];
}

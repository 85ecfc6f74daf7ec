using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>
/// A surrogate of equations: polynomials that give, of states and inputs at the start of a step, the increments of the states after each quarter of it, with the inputs held.
/// Increments are learned, not derivatives, so that nothing has to be integrated (T. Qin, K. Wu, D. Xiu, Journal of Computational Physics 395, 2019). Where fast states settle within
/// a step there are shorter steps too, each a quarter of the one before, for the time after a jump of an input. Immutable; used by many threads at once.
/// </summary>
internal sealed class FlowMap
{
    /// <summary>Points of a step at which states are given.</summary>
    public const int Quarters = 4;

    private readonly double[][][] coefficients;

    /// <param name="states">In the order of the system.</param>
    /// <param name="inputs">What is held.</param>
    /// <param name="stepSeconds">The longest step, s.</param>
    /// <param name="degree">Greatest total degree.</param>
    /// <param name="basis">Monomials of the states that are no totals, then of the inputs.</param>
    /// <param name="jump">From which jump of an input on, as a share of its range, steps begin short.</param>
    /// <param name="coefficients">For each length of step, the longest first, for each quarter, for each state: of the increment in SI units.</param>
    public FlowMap(ImmutableArray<SurrogateVariable> states, ImmutableArray<SurrogateVariable> inputs, double stepSeconds, int degree, PolynomialBasis basis, double jump, double[][][] coefficients)
    {
        (States, Inputs, StepSeconds, Degree, Basis, Jump) = (states, inputs, stepSeconds, degree, basis, jump);
        this.coefficients = coefficients;
        Hash = HashOf();
    }

    public ImmutableArray<SurrogateVariable> States { get; }

    public ImmutableArray<SurrogateVariable> Inputs { get; }

    /// <summary>Length of the longest step, s.</summary>
    public double StepSeconds { get; }

    /// <summary>From which jump of an input on, as a share of its range, steps begin short.</summary>
    public double Jump { get; }

    /// <summary>Number of the shortest step; 0 is that of the longest.</summary>
    public int Shortest => coefficients.Length - 1;

    /// <summary>Greatest total degree of the polynomials.</summary>
    public int Degree { get; }

    public PolynomialBasis Basis { get; }

    /// <summary>SHA-256 of all its numbers, 64 lower-case hex digits.</summary>
    public string Hash { get; }

    /// <summary>Length of a step by its number, s.</summary>
    public double StepOf(int number) => Math.ScaleB(StepSeconds, -2 * number);

    /// <summary>Increment of a state, SI.</summary>
    /// <param name="step">Number of the step's length.</param>
    /// <param name="quarter">1 to 4.</param>
    /// <param name="state">Index of the state.</param>
    /// <param name="monomials">At the start of the step.</param>
    public double Increment(int step, int quarter, int state, double[] monomials)
    {
        var own = coefficients[step][((quarter - 1) * States.Length) + state];
        var sum = 0.0;
        for (var i = 0; i < own.Length; i++)
        {
            sum += own[i] * monomials[i];
        }

        return sum;
    }

    private string HashOf()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[8];
        foreach (var number in coefficients.SelectMany(s => s).SelectMany(c => c).Concat(States.Concat(Inputs).SelectMany(v => new[] { v.Min, v.Max })).Append(StepSeconds).Append(Jump).Append(Degree))
        {
            BinaryPrimitives.WriteInt64LittleEndian(word, BitConverter.DoubleToInt64Bits(number));
            hash.AppendData(word);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

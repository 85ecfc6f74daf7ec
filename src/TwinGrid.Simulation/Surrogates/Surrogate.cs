using System.Globalization;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>A surrogate in a model.</summary>
/// <param name="Path">Of the component that it computes.</param>
/// <param name="Module">Its module, <c>motor-winding@1</c>.</param>
/// <param name="Map">What it is.</param>
/// <param name="Accuracy">How far it is from the equations.</param>
/// <param name="Fixed">Tunable parameters that it was made for one value of.</param>
internal sealed record Surrogate(string Path, string Module, FlowMap Map, SurrogateAccuracy Accuracy, IReadOnlyList<string> Fixed)
{
    /// <summary>As the record of a run keeps it.</summary>
    public string Identity => $"surrogate of {Path} ({Module}) {Map.Hash}";

    /// <summary>What a reader of results must know of it.</summary>
    public string Note
    {
        get
        {
            var state = Map.States[Accuracy.State];
            var of = state.IsTotal ? "of what it went" : $"of its range from {state.Text(state.Min)} to {state.Text(state.Max)}";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Path} is computed by a surrogate of its equations ({Module}), in steps of {Map.StepSeconds} s: its state {state.Name} was up to {100 * Accuracy.Greatest:G2} % {of} away from them when it was checked (root mean square {100 * Accuracy.RootMeanSquare:G2} %)");
        }
    }

    /// <summary>Why a parameter can't change while the model runs; null when it can.</summary>
    public string? Objection(string parameter) => Fixed.Contains(parameter)
        ? $"'{parameter}' of {Path} can't change while the model runs, since {Path} is computed by a surrogate that was made for one value of it; give it a range: fidelity: {{{Path}: {{surrogate: {{ranges: {{{parameter}: {{min: ..., max: ...}}}}}}}}}}"
        : null;
}

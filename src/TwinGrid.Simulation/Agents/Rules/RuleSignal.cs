using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>A signal that rules look at.</summary>
/// <param name="Name">As expressions name it.</param>
/// <param name="Path">Absolute path of the component that shows it.</param>
/// <param name="Port">Its port.</param>
/// <param name="Unit">Unit of its values.</param>
internal sealed record RuleSignal(string Name, string Path, string Port, Unit Unit);

namespace TwinGrid.Simulation.Signals;

/// <summary>A signal that moves continuously and knows its integral over time, exact between events.</summary>
public interface IIntegratedSignal : ISignal
{
    /// <summary>Asks for the integral, before the start; false = this one can't tell it.</summary>
    bool Integrate();

    /// <summary>Integral from the start to the present, in the unit of the port that shows it times s.</summary>
    double Integral { get; }
}

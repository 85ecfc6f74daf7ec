using TwinGrid.Model.Units;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Signals;

/// <summary>A signal in the unit of the port that takes it.</summary>
/// <param name="source">The signal.</param>
/// <param name="conversion">From its unit to the port's.</param>
internal sealed class ConvertedSignal(ISignal source, UnitConversion conversion) : IIntegratedSignal, ISignalListener
{
    private readonly List<ISignalListener> listeners = [];

    /// <summary>The signal behind it.</summary>
    public ISignal Source => source;

    public bool FollowsSteps => listeners.Exists(static l => l.FollowsSteps);

    public double Value => conversion.Convert(source.Value);

    public double Integral => ((IIntegratedSignal)source).Integral * conversion.Factor;

    public bool Integrate() => conversion.Offset == 0 && source is IIntegratedSignal integrated && integrated.Integrate();

    public void Subscribe(ISignalListener listener)
    {
        if (listeners.Count == 0)
        {
            source.Subscribe(this);
        }

        listeners.Add(listener);
    }

    public SignalWatch Watch(double level, CrossingDirection direction, IEventTarget target, int kind) =>
        source.Watch((level - conversion.Offset) / conversion.Factor, direction, target, kind);

    public void OnSignal(ISignal signal)
    {
        foreach (var listener in listeners)
        {
            listener.OnSignal(this);
        }
    }
}

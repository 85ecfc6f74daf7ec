namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// State events: functions g of time and state whose crossing of zero ends a step. Each event is a Schmitt trigger: it is either
/// above or below, goes above when g exceeds <c>+hysteresis</c>, and below when g is no longer above <c>-hysteresis</c>. With no
/// hysteresis it is above exactly when g > 0, as the condition <c>g &gt; 0</c> of an equation would be.
/// </summary>
public interface IStateEvents
{
    /// <summary>Number of event functions.</summary>
    int EventCount { get; }

    /// <summary>Values of all event functions at (t, y).</summary>
    void EventValues(double t, ReadOnlySpan<double> y, Span<double> values);

    /// <summary>Which crossings are reported; the others change the trigger silently.</summary>
    EventDirection Direction(int index) => EventDirection.Both;

    /// <summary>Half-width of the dead band, in the unit of g, not negative.</summary>
    double Hysteresis(int index) => 0;

    /// <summary>Name of an event for messages.</summary>
    string EventName(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"event {index}");
}

using TwinGrid.Model.Behaviours;

namespace TwinGrid.Simulation.Flow;

/// <summary>Defaults of parameters.</summary>
internal static class Values
{
    public static ParameterValue Number(double value) => new NumberValue(value);

    public static ParameterValue Text(string value) => new TextValue(value);

    public static ParameterValue Flag(bool value) => new BooleanValue(value);
}

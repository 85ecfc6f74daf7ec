using TwinGrid.Simulation.Flow.Calendars;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Flow.Boundaries;

/// <summary>
/// A factor on a rate over time, constant between points, repeated with a period. Times between arrivals are drawn in operational time, the integral of the factor, and
/// mapped back: exact for a non-stationary Poisson process (Çinlar 1975), and as good for any other law.
/// </summary>
internal sealed class RateProfile
{
    private readonly double period;
    private readonly double[] starts;
    private readonly double[] factors;
    private readonly double integral;

    private RateProfile(double period, double[] starts, double[] factors)
    {
        (this.period, this.starts, this.factors) = (period, starts, factors);
        for (var i = 0; i < starts.Length; i++)
        {
            integral += factors[i] * (End(i) - starts[i]);
        }
    }

    /// <summary>Reads <c>{period: 24h, points: [{at: 0h, factor: 0.5}, {at: 6h, factor: 1.2}]}</c>; null with an error.</summary>
    public static RateProfile? Read(StructureArgument argument, ICollection<ModelError> errors)
    {
        var reader = new StructureReader(argument.Scope, errors);
        var before = errors.Count;
        if (reader.Map(argument.Value, "profile", "period", "points") is not { } map || reader.Number(map, "period", "s", "profile", null, 1e-6) is not { } period)
        {
            return null;
        }

        var (starts, factors) = (new List<double>(), new List<double>());
        foreach (var item in map["points"] is { } points ? reader.Items(points, "profile.points") : [])
        {
            if (reader.Map(item, "profile.points", "at", "factor") is { } point && reader.Number(point, "at", "s", "profile.points", null, 0, period) is { } at &&
                reader.Number(point, "factor", "1", "profile.points", null, 0) is { } factor)
            {
                if (at < (starts.Count == 0 ? 0 : starts[^1]) || (starts.Count == 0 && at > 0))
                {
                    reader.Error(point, "profile.points: the first point is at 0 and each one later than the one before");
                }

                starts.Add(at);
                factors.Add(factor);
            }
        }

        if (!factors.Any(f => f > 0))
        {
            reader.Error(map, "profile.points: at least one factor above 0 is expected");
        }

        return errors.Count > before ? null : new RateProfile(period, [.. starts], [.. factors]);
    }

    /// <summary>Where in it a replication begins, s.</summary>
    public double Start(Simulator simulator, ModuleArguments arguments) => CalendarStart.Within(simulator, arguments, period);

    /// <summary>Operational time between two instants, s.</summary>
    public double Integral(double from, double to) => Integral(to) - Integral(from);

    /// <summary>The instant at which so much operational time has passed since another one, s.</summary>
    public double After(double from, double amount)
    {
        var target = Integral(from) + amount;
        var periods = Math.Floor(target / integral);
        var left = target - (periods * integral);
        for (var i = 0; i < starts.Length; i++)
        {
            var area = factors[i] * (End(i) - starts[i]);
            if (left < area)
            {
                return Math.Max(from, (periods * period) + starts[i] + (left / factors[i]));
            }

            left -= area;
        }

        return Math.Max(from, (periods + 1) * period);
    }

    private double Integral(double time)
    {
        var periods = Math.Floor(time / period);
        var rest = time - (periods * period);
        var sum = periods * integral;
        for (var i = 0; i < starts.Length && starts[i] < rest; i++)
        {
            sum += factors[i] * (Math.Min(rest, End(i)) - starts[i]);
        }

        return sum;
    }

    private double End(int index) => index + 1 < starts.Length ? starts[index + 1] : period;
}

using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Textbook;

/// <summary>The module <c>serial-line</c>: the line of the literature on buffers.</summary>
internal sealed class SerialLineModule : CompoundModule
{
    /// <inheritdoc/>
    public override ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "serial-line",
        Summary =
            "A line of stations with exponential times and buffers between them: the first is never starved, a station blocks after service, the last is never blocked. " +
            "Its parts are source, station-1, buffer-1, station-2, ..., sink; its throughput is sink.throughput.",
        Source = "Hunt, Sequential Arrays of Waiting Lines, Operations Research 4, 1956; Hillier and Boling, Finite Queues in Series with Exponential or Erlang Service Times, 1967",
        Parameters =
        [
            new("rates", ParameterKind.NumberList, "/s", "service rate of each station") { Min = 1e-12 },
            new("buffers", ParameterKind.NumberList, "1", "places between each two stations, those in the stations not counted") { Min = 0, Max = 1e9 },
        ],
    };

    /// <inheritdoc/>
    public override IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        var (rates, buffers) = (arguments.Numbers("rates"), arguments.Numbers("buffers"));
        if (rates.Length < 1)
        {
            yield return new ModelError(SourcePlace.None, "rates: at least one station is expected");
        }
        else if (buffers.Length != rates.Length - 1)
        {
            yield return new ModelError(
                SourcePlace.None, string.Create(CultureInfo.InvariantCulture, $"{rates.Length} stations have {rates.Length - 1} buffers between them, not {buffers.Length}; 0 = none"));
        }

        if (buffers.Any(b => b != Math.Floor(b)))
        {
            yield return new ModelError(SourcePlace.None, "buffers: whole numbers are expected");
        }
    }

    /// <inheritdoc/>
    public override Assembly Expand(ModuleArguments arguments)
    {
        var (rates, buffers) = (arguments.Numbers("rates"), arguments.Numbers("buffers"));
        var line = new AssemblyBuilder().Add("source", "source");
        var last = "source";
        for (var i = 0; i < rates.Length; i++)
        {
            if (i > 0 && buffers[i - 1] > 0)
            {
                var buffer = Id("buffer", i);
                line.Add(buffer, "buffer", ("capacity", AssemblyBuilder.Number(buffers[i - 1]))).Connect($"{last}.out", $"{buffer}.in");
                last = buffer;
            }

            var station = Id("station", i + 1);
            line.Add(station, "machine", ("service", AssemblyBuilder.Law("exponential", ("mean", AssemblyBuilder.Number(1 / rates[i]))))).Connect($"{last}.out", $"{station}.in");
            last = station;
        }

        return line.Add("sink", "sink").Connect($"{last}.out", "sink.in").Build();
    }

    private static string Id(string noun, int number) => string.Create(CultureInfo.InvariantCulture, $"{noun}-{number}");
}

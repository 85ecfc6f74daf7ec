using System.Globalization;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Client.Queries;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.V1;
using SignalType = TwinGrid.V1.SignalType;

namespace TwinGrid.Cli.Fitting;

/// <summary>Reads what a server has recorded of a signal: its values, or how long it stayed in a state.</summary>
/// <param name="client">The server.</param>
/// <param name="asset">Name of the asset, or an id that is unique.</param>
/// <param name="signal">Id of the signal.</param>
/// <param name="from">Start, ns since 1970 UTC.</param>
/// <param name="to">End, ns since 1970 UTC.</param>
internal sealed class RecordedSignal(TwinGridClient client, string asset, string signal, long from, long to)
{
    private const int MostSamples = 5_000_000;

    /// <summary>Values of a number, those of good quality.</summary>
    public async Task<RecordedValues> ValuesAsync(CancellationToken cancellationToken)
    {
        var (found, live) = await FindAsync(cancellationToken);
        if (live.Type is SignalType.Enumeration or SignalType.Boolean or SignalType.String)
        {
            throw new CliException($"{signal} of {found.Name} is no number; --stays STATE gives how long it stayed in a state, --between STATE the times between.");
        }

        var (values, left) = (new List<double>(), 0);
        foreach (var sample in await ReadAsync(found.Name, cancellationToken))
        {
            if (Quality.IsGood(sample.Quality) && double.IsFinite(sample.Value))
            {
                values.Add(sample.Value);
            }
            else
            {
                left++;
            }
        }

        Require(values.Count, found.Name);
        return new RecordedValues($"{signal} of {found.Name}", values, [], live.Unit.Length == 0 ? "1" : live.Unit)
        {
            Notes = left == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{left} samples without good quality were left out")],
        };
    }

    /// <summary>How long it stayed in a state, or out of it.</summary>
    public async Task<RecordedValues> StaysAsync(string state, bool isBetween, CancellationToken cancellationToken)
    {
        var (found, live) = await FindAsync(cancellationToken);
        var number = live.Type switch
        {
            SignalType.Boolean => state is "true" or "1" ? 1 : state is "false" or "0" ? 0 : throw new CliException($"{signal} is true or false, not '{state}'."),
            SignalType.Enumeration => await NumberOfAsync(found, state, cancellationToken),
            _ => throw new CliException($"{signal} of {found.Name} has no states: it is a {live.Type.ToString().ToLowerInvariant()}. Without --stays and --between its values are fitted."),
        };
        var samples = await ReadAsync(found.Name, cancellationToken);
        Require(samples.Count, found.Name);
        var stays = StateStays.Of(samples, number, isBetween, to, $"{(isBetween ? "times between stays" : "stays")} of {found.Name} in {state}");
        return stays.Values.Count + stays.GreaterThan.Count > 0 ? stays : throw new CliException($"{found.Name} was never seen to come into {state} and stay there, from --from to --to.");
    }

    private async Task<(Asset Asset, SignalState Signal)> FindAsync(CancellationToken cancellationToken)
    {
        var found = await client.Twins.GetAssetAsync(new GetAssetRequest { Name = asset }, cancellationToken: cancellationToken);
        var live = found.Signals.FirstOrDefault(s => s.Signal == signal);
        var names = found.Signals.Select(s => s.Signal).ToList();
        return live is not null
            ? (found, live)
            : throw new CliException($"{found.Name} has no signal '{signal}'{(Suggestion.Nearest(signal, names) is { } alike ? $"; did you mean '{alike}'?" : $"; there are {string.Join(", ", names)}.")}");
    }

    private async Task<List<HistorySample>> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var request = new ReadHistoryRequest { From = from, To = to, Limit = MostSamples, Series = { new HistorySeries { Asset = name, Signal = signal } } };
        var samples = await client.ReadSamplesAsync(request, cancellationToken).ToListAsync(cancellationToken);
        return samples.Count < MostSamples ? samples : throw new CliException(string.Create(CultureInfo.InvariantCulture, $"{signal} of {name} has {MostSamples} samples or more from --from to --to; take a shorter time."));
    }

    /// <summary>History has numbers; the definition knows their symbols.</summary>
    private async Task<double> NumberOfAsync(Asset found, string state, CancellationToken cancellationToken)
    {
        if (double.TryParse(state, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var definition = await client.Definitions.GetDefinitionAsync(new GetDefinitionRequest { Plant = found.Name.Split('/')[1] }, cancellationToken: cancellationToken);
        var plant = DefinitionReader.Read([.. definition.Files.Select(f => (f.Path, f.Content))]).Definition;
        var symbols = plant?.Types.GetValueOrDefault(found.Type)?.Signals.FirstOrDefault(s => s.Id == signal)?.Symbols ?? [];
        var names = symbols.Select(s => s.Symbol).ToList();
        return symbols.FirstOrDefault(s => s.Symbol == state) is { } known
            ? known.Number
            : throw new CliException($"{signal} of {found.Name} has no state '{state}'{(Suggestion.Nearest(state, names) is { } alike ? $"; did you mean '{alike}'?" : $"; there are {string.Join(", ", names)}.")}");
    }

    private void Require(int count, string name)
    {
        if (count == 0)
        {
            throw new CliException($"{signal} of {name} has no samples of good quality from --from to --to.");
        }
    }
}

using System.Collections.Immutable;
using CsCheck;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Model.Tests.Definitions;

/// <summary>Random valid plants.</summary>
internal static class RandomPlants
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("Filler", "null", "true", "1", "-", "# no comment", "a: b", "{x}", "[y]", "\"quoted\"", "it's", "ümläut °C", "a\\nb", " padded ", "=", "%", "😀", "\u2028", "\u00a0"),
        Gen.Char[' ', '~'].Array[1, 40].Select(c => new string(c)));

    private static readonly Gen<TimeSpan> Duration = Gen.OneOf(
        Gen.Int[1, 1000].Select(s => TimeSpan.FromSeconds(s)), Gen.Int[1, 100].Select(d => TimeSpan.FromDays(d)), Gen.Long[1, 1_000_000_000].Select(t => new TimeSpan(t)));

    private static readonly Gen<double> Number = Gen.OneOf(Gen.Int[-1000, 1000].Select(i => (double)i), Gen.Double[-1e9, 1e9], Gen.Double[1e-12, 1e-3]);

    private static readonly Gen<(double? Min, double? Max)> Range = Gen.Select(Number, Number, Gen.Int[0, 3], (a, b, kind) =>
        kind == 0 || a == b ? ((double?)null, (double?)null) : kind == 1 ? (Math.Min(a, b), Math.Max(a, b)) : kind == 2 ? (a, null) : (null, b));

    private static readonly Gen<RetentionDefinition> Retention = Gen.OneOf(
        RetentionDefinition.Standard, new RetentionDefinition("fast", TimeSpan.FromDays(30), 5_000_000), new RetentionDefinition("none", TimeSpan.Zero, null));

    public static Gen<PlantDefinition> Plants { get; } = Gen.Select(Type("pump"), Type("motor"), Line("l1", 1), Line("l2", 1000), Text, Gen.Int[1, 4], (pump, motor, one, two, name, partitions) =>
    {
        var types = ImmutableSortedDictionary.Create<string, AssetTypeDefinition>(StringComparer.Ordinal).Add("pump", pump).Add("motor", motor);
        var lines = new[] { one, two }.Select(l => l with { Assets = [.. l.Assets.Select(a => WithParameters(a, types[a.Type]))], Partition = l.Partition % partitions });
        var plant = new PlantDefinition
        {
            Id = "plant", DisplayName = name, Partitions = partitions, Types = types, Lines = [.. lines],
            Flows = [new FlowDefinition("l1-a1", "l2-r1000", "energy"), new FlowDefinition("l1-a1", "l2-r1001", "material") { Ports = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("coldIn", "out") }],
            Kpis = [new KpiDefinition("total", "%", "sum(pump.n0) + oee * 2")],
            Quotas = new QuotaDefinition(partitions * 10, 0, 3, 4),
        };
        return plant with { Hash = CanonicalForm.Hash(plant) };
    });

    private static Gen<SignalDefinition> Signal(int index) =>
        Gen.Select(Text, Range, Gen.Select(Duration, Duration, Duration, Gen.Int[0, 7]), Gen.Double[0, 10], Retention, Gen.Int[0, 4], (name, range, times, deadband, retention, type) =>
        {
            var kind = type == 0 ? SignalType.Number : (SignalType)(type + 1);
            var isNumeric = kind is SignalType.Number;
            return new SignalDefinition
            {
                Id = $"s{index}", DisplayName = name, Type = kind, Unit = isNumeric ? "kW" : "1", AcceptedUnits = isNumeric && index % 2 == 0 ? ["MW", "W"] : [],
                Min = isNumeric ? range.Min : null, Max = isNumeric ? range.Max : null,
                LateWindow = (times.Item4 & 1) == 0 ? times.Item1 : (times.Item4 & 2) == 0 ? null : SignalDefinition.DefaultLateWindow,
                StaleAfter = times.Item2, Deadband = isNumeric ? deadband : 0, Retention = retention,
                StatisticsOver = isNumeric && (times.Item4 & 4) == 0 ? times.Item3 : null,
                Symbols = kind == SignalType.Enumeration ? [new EnumerationSymbol(name, 1), new EnumerationSymbol(name + "!", 7)] : [],
                RenamedFrom = index == 3 ? "was" : null,
            };
        });

    private static Gen<AssetTypeDefinition> Type(string id) =>
        Gen.Select(Gen.Int[1, 6].SelectMany(n => Gen.Select(Signal(0), Signal(1), Signal(2), Signal(3), (a, b, c, d) => new[] { a, b, c, d }.Take(n))), Text, Number, Range, Duration, Gen.Int[1, 4],
            (signals, text, number, range, duration, priority) =>
            {
                var all = signals.ToList();
                all.Add(new SignalDefinition { Id = "n0", DisplayName = "n0", Unit = "%", Type = SignalType.Number, Deadband = 0.5 });
                all.Add(new SignalDefinition { Id = "derived", DisplayName = text, Unit = "kW", Expression = "n0 *\n `limit-value`", LateWindow = SignalDefinition.DefaultLateWindow });
                all.Add(new SignalDefinition { Id = "mode", DisplayName = "mode", Type = SignalType.Enumeration, Symbols = [new EnumerationSymbol("On", 0), new EnumerationSymbol(text, 5)] });
                var limit = Math.Clamp(number, range.Min ?? double.MinValue, range.Max ?? double.MaxValue);
                return new AssetTypeDefinition
                {
                    Id = id, DisplayName = text, Signals = [.. all],
                    Parameters = ImmutableSortedDictionary.Create<string, ParameterDefinition>(StringComparer.Ordinal)
                        .Add("limit-value", new ParameterDefinition("limit-value", "kW", limit, range.Min, range.Max)),
                    Alarms =
                    [
                        new AlarmDefinition { Id = "a1", Signal = "n0", Kind = AlarmKind.HighHigh, Limit = number, Hysteresis = 2, Delay = duration, Priority = priority, Message = text },
                        new AlarmDefinition { Id = "a2", Signal = "mode", Kind = AlarmKind.State, Limit = 5, Priority = priority, Message = text },
                        new AlarmDefinition { Id = "a3", Signal = "mode", Kind = AlarmKind.Stuck, Delay = duration, Message = text },
                    ],
                    Production = priority == 1 ? null : new ProductionDefinition
                    {
                        StateSignal = "mode", StateClasses = ImmutableSortedDictionary.Create<string, StateClass>(StringComparer.Ordinal).Add(text, StateClass.PlannedStop),
                        GoodCounter = "n0", IdealCycle = duration, Power = "derived",
                    },
                    Behaviour = priority <= 2 ? null : Behaviour(text, number, range, priority),
                };
            });

    private static BehaviourDefinition Behaviour(string text, double number, (double? Min, double? Max) range, int version)
    {
        var values = new MapValue([new("normal", new MapValue([new("mean", new NumberValue(number, "s")), new(text, new TextValue(text))])), new("of", new ListValue([]))]);
        var limit = Math.Clamp(number, range.Min ?? double.MinValue, range.Max ?? double.MaxValue);
        return new BehaviourDefinition
        {
            Assembly = new Assembly
            {
                Parameters =
                [
                    new AssemblyParameter("cycle.time", "ms", new NumberValue(limit), range.Min, range.Max), new AssemblyParameter("rule", "1", new TextValue(text), null, null),
                    new AssemblyParameter("times", "s", new ListValue([new NumberValue(limit), values]), null, null),
                ],
                Modules =
                [
                    new ModuleUse("b", "buffer", null, ImmutableSortedDictionary<string, ParameterValue>.Empty),
                    new ModuleUse(
                        "a.m", "machine", version,
                        ImmutableSortedDictionary.Create<string, ParameterValue>(StringComparer.Ordinal)
                            .Add("time", values).Add("name", new TextValue(text)).Add("power", new NumberValue(number, "kW")).Add("on", new BooleanValue(number > 0))),
                ],
                Connections = [new ModuleConnection("b.out", "a.m.in")],
                Ports = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("in", "b.in"),
            },
            Live =
            [
                new LiveMapping
                {
                    State = "a.m.phase", Signal = "mode", Unit = "1", Map = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("On", text).Add(text, "down"),
                },
                new LiveMapping { State = "b.level", Signal = "n0", Unit = "%", StandardDeviation = Math.Abs(number), Otherwise = new NumberValue(number) },
                new LiveMapping { State = "a.m.elapsed", SinceChangeOf = "mode", Unit = "s" },
                new LiveMapping { State = "a.m.age", Expression = "n0 / `limit-value`", Unit = "/kW", Otherwise = values },
            ],
        };
    }

    private static Gen<LineDefinition> Line(string id, int first) =>
        Gen.Select(Text, Text, Duration, Gen.Int[0, 3], Gen.Int[1, 30], (name, label, window, partition, count) => new LineDefinition
        {
            Id = id, DisplayName = name, Partition = partition, KpiWindow = window, Bottleneck = partition == 0 ? null : $"{id}-a1",
            RenamedFrom = partition == 2 ? $"{id}-old" : null,
            Assets =
            [
                new AssetDefinition
                {
                    Id = $"{id}-a1", Type = "pump", DisplayName = name,
                    Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("note", label).Add("empty", ""),
                },
                new AssetDefinition { Id = $"{id}-r{{0}}", Type = "motor", From = first, To = first + count, PartOf = $"{id}-a1", RenamedFrom = $"{id}-m{{000}}" },
                new AssetDefinition { Id = $"{id}-p{{000}}", Type = "pump", From = first, To = first + count, PartOf = $"{id}-r{{0}}" },
            ],
            Kpis = [new KpiDefinition("k", "kW", "max(pump.derived) + 2 'W'")],
        });

    private static AssetDefinition WithParameters(AssetDefinition asset, AssetTypeDefinition type) =>
        asset.From is null ? asset with { Parameters = asset.Parameters.Add("limit-value", type.Parameters["limit-value"].Default) } : asset;
}

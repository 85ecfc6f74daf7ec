using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Samples;

namespace TwinGrid.Model.Definitions.Writing;

/// <summary>Writes the <c>spec</c> of an asset type; what is at its default is left out.</summary>
internal sealed class TypeWriter(YamlText yaml)
{
    public void Write(AssetTypeDefinition type)
    {
        yaml.Text("displayName", type.DisplayName == type.Id ? null : type.DisplayName);
        yaml.Text("renamedFrom", type.RenamedFrom);
        yaml.List("parameters", type.Parameters.Values, WriteParameter);
        if (type.Signals.IsEmpty)
        {
            yaml.Raw("signals", "[]");
        }

        yaml.List("signals", type.Signals, WriteSignal);
        var signals = type.Signals.ToDictionary(s => s.Id, StringComparer.Ordinal);
        yaml.List("alarms", type.Alarms, a => WriteAlarm(a, signals[a.Signal]));
        if (type.Production is { } production)
        {
            WriteProduction(production);
        }

        if (type.Behaviour is { } behaviour)
        {
            yaml.Section("behaviour", () => new BehaviourWriter(yaml).Write(behaviour));
        }
    }

    private void WriteParameter(ParameterDefinition parameter)
    {
        yaml.Text("id", parameter.Id);
        yaml.Text("unit", parameter.Unit);
        yaml.Number("default", parameter.Default);
        WriteRange(parameter.Min, parameter.Max);
    }

    private void WriteSignal(SignalDefinition signal)
    {
        yaml.Text("id", signal.Id);
        yaml.Text("displayName", signal.DisplayName == signal.Id ? null : signal.DisplayName);
        yaml.Text("type", EnumText.Of(signal.Type));
        yaml.Text("unit", signal.Type is SignalType.Number or SignalType.Integer ? signal.Unit : null);
        yaml.Texts("acceptedUnits", signal.AcceptedUnits);
        WriteRange(signal.Min, signal.Max);
        if (signal.Expression is null)
        {
            WriteDuration("lateWindow", signal.LateWindow, SignalDefinition.DefaultLateWindow, "unlimited");
        }

        WriteDuration("staleAfter", signal.StaleAfter, null, "never");
        yaml.Number("deadband", signal.Deadband == 0 ? null : signal.Deadband);
        if (!signal.Symbols.IsEmpty)
        {
            yaml.Section("symbols", () =>
            {
                foreach (var symbol in signal.Symbols)
                {
                    yaml.Number(symbol.Symbol, symbol.Number);
                }
            });
        }

        yaml.Text("expression", signal.Expression);
        WriteDuration("statisticsOver", signal.StatisticsOver, null, "");
        yaml.Text("retention", signal.Retention.Class == RetentionDefinition.Standard.Class ? null : signal.Retention.Class);
        yaml.Text("renamedFrom", signal.RenamedFrom);
    }

    private void WriteAlarm(AlarmDefinition alarm, SignalDefinition signal)
    {
        yaml.Text("id", alarm.Id);
        yaml.Text("signal", alarm.Signal);
        yaml.Text("kind", EnumText.Of(alarm.Kind));
        if (alarm.Kind == AlarmKind.State)
        {
            yaml.Text("limit", signal.Symbols.FirstOrDefault(s => s.Number == alarm.Limit)?.Symbol ?? (alarm.Limit == 0 ? "false" : "true"));
        }
        else if (alarm.Kind is not (AlarmKind.Stuck or AlarmKind.Stale))
        {
            yaml.Number("limit", alarm.Limit);
        }

        yaml.Number("hysteresis", alarm.Hysteresis == 0 ? null : alarm.Hysteresis);
        WriteDuration("delay", alarm.Delay, TimeSpan.Zero, "");
        yaml.Number("priority", alarm.Priority);
        yaml.Text("message", alarm.Message == DefaultAlarmMessage.Of(alarm, signal) ? null : alarm.Message);
    }

    private void WriteProduction(ProductionDefinition production)
    {
        if (production == new ProductionDefinition())
        {
            yaml.Raw("production", "{}");
            return;
        }

        yaml.Section("production", () =>
        {
            yaml.Text("stateSignal", production.StateSignal);
            if (!production.StateClasses.IsEmpty)
            {
                yaml.Section("stateClasses", () =>
                {
                    foreach (var (symbol, stateClass) in production.StateClasses)
                    {
                        yaml.Text(symbol, EnumText.Of(stateClass));
                    }
                });
            }

            yaml.Text("goodCounter", production.GoodCounter);
            yaml.Text("rejectCounter", production.RejectCounter);
            WriteDuration("idealCycle", production.IdealCycle, null, "");
            yaml.Text("workInProcess", production.WorkInProcess);
            yaml.Text("energyCounter", production.EnergyCounter);
            yaml.Text("power", production.Power);
        });
    }

    private void WriteRange(double? min, double? max)
    {
        if (min is not null || max is not null)
        {
            yaml.Section("range", () =>
            {
                yaml.Number("min", min);
                yaml.Number("max", max);
            });
        }
    }

    private void WriteDuration(string key, TimeSpan? value, TimeSpan? standard, string none)
    {
        if (value != standard)
        {
            yaml.Text(key, value is { } duration ? DurationText.Format(duration) : none);
        }
    }
}

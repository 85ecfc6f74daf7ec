using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>Reads one entry of <c>spec.ports</c> of a module: with a direction it is a signal, with a kind an acausal port.</summary>
internal static class PortReader
{
    private enum PortDirection
    {
        In,
        Out,
    }

    public static ModulePort? Read(Section section)
    {
        var name = ModuleReader.Word(section, "name");
        var summary = section.Text("summary") ?? "";
        var port = section.Has("kind") ? ReadConnector(section, name ?? "") : (ModulePort?)ReadSignal(section, name ?? "");
        return name is null || port is null ? null : port with { Summary = summary, Place = ModuleReader.PlaceOf(section) };
    }

    private static SignalPort ReadSignal(Section section, string name)
    {
        section.Require("direction", "in or out for a signal; an acausal port has a kind instead");
        var isOutput = section.Enumeration<PortDirection>("direction") == PortDirection.Out;
        var (unit, isBoolean) = ParameterReader.ReadUnit(section);
        if (isOutput && !isBoolean)
        {
            section.Refuse("default", "an output is what the equations say; only an input can have a default");
        }

        return new SignalPort(name, unit.Code, isOutput)
        {
            IsBoolean = isBoolean,
            Default = ParameterReader.ReadValue(section, isOutput ? "initial" : "default", isBoolean),
        };
    }

    private static ConnectorPort? ReadConnector(Section section, string name)
    {
        section.Refuse("direction", "an acausal port has no direction: its equations decide");
        var kind = section.Id("kind");
        if (kind is null)
        {
            return null;
        }

        var known = ConnectorKind.Known.FirstOrDefault(k => k.Kind == kind);
        var potential = ReadQuantity(section, "potential", known.Potential);
        var flow = ReadQuantity(section, "flow", known.Flow);
        if (potential is null || flow is null)
        {
            if (known.Kind is null && !section.Has("potential") && !section.Has("flow"))
            {
                var kinds = ConnectorKind.Known.Select(k => k.Kind).ToList();
                section.Error("kind", $"'{kind}' is not known{Wording.DidYouMean(kind, kinds)}; a kind of one's own needs 'potential' and 'flow'", kinds);
            }

            return null;
        }

        if (potential.Name == flow.Name)
        {
            section.Error("flow", $"potential and flow have the same name '{flow.Name}'");
        }

        return new ConnectorPort(name, kind, potential, flow);
    }

    private static ConnectorQuantity? ReadQuantity(Section parent, string key, ConnectorQuantity? known)
    {
        if (parent.Child(key) is not { } section)
        {
            return known;
        }

        var name = ModuleReader.Word(section, "name");
        section.Require("unit", "a plain number has unit: \"1\"");
        var unit = section.Unit("unit");
        section.Close();
        if (unit is not null && known is not null && !unit.IsCommensurableWith(Unit.Parse(known.Unit)))
        {
            section.Error("unit", $"'{unit}' can't be converted to '{known.Unit}', the unit of this kind");
        }

        return name is null || unit is null ? null : new ConnectorQuantity(name, unit.Code);
    }
}

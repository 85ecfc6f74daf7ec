using TwinGrid.Model.Units;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Modules;

/// <summary>Introduces a replication's components to each other.</summary>
internal sealed class Wiring(SimulationModel model, ModelInstance instance)
{
    public void Connect()
    {
        var peers = new Dictionary<PortEnd, List<PortEnd>>();
        foreach (var connection in model.Connections)
        {
            Add(peers, connection.From, connection.To);
            Add(peers, connection.To, connection.From);
        }

        foreach (var part in instance.Parts)
        {
            part.Connect(new PartConnections(part.Path, peers, model, instance));
        }
    }

    private static void Add(Dictionary<PortEnd, List<PortEnd>> peers, PortEnd end, PortEnd other)
    {
        if (!peers.TryGetValue(end, out var list))
        {
            peers.Add(end, list = []);
        }

        list.Add(other);
    }

    private sealed class PartConnections(string path, Dictionary<PortEnd, List<PortEnd>> peers, SimulationModel model, ModelInstance instance) : IConnections
    {
        public IReadOnlyList<T> Peers<T>(string port)
            where T : class
        {
            if (!peers.TryGetValue(new PortEnd(path, port), out var ends))
            {
                return [];
            }

            return [.. ends.Select(end => InUnit(port, end, instance.Find(end.Path)?.Port(end.Port)) as T ?? throw new ModelException($"{path}.{port} can't work with {end}: it is no {Noun<T>()}."))];
        }

        /// <summary>A signal comes in the unit of the port that takes it.</summary>
        private object? InUnit(string port, PortEnd end, object? served)
        {
            if (served is not ISignal signal)
            {
                return served;
            }

            var (given, wanted) = (UnitOf(end), UnitOf(new PortEnd(path, port)));
            var conversion = given == wanted ? UnitConversion.Identity : UnitConversion.Create(Unit.Parse(given), Unit.Parse(wanted));
            return conversion.IsIdentity ? signal : new ConvertedSignal(signal, conversion);
        }

        private string UnitOf(PortEnd end) => model.Find(end.Path)!.Type.Descriptor.FindPort(end.Port)!.Unit;

        public T Part<T>(string other)
            where T : class =>
            instance.Find(other) switch
            {
                T part => part,
                null => throw new ModelException($"{path}: there is no component '{other}'."),
                _ => throw new ModelException($"{path}: '{other}' is no {Noun<T>()}{(model.Find(other) is { } module ? $", it is a '{module.Type.Descriptor.Name}'" : "")}."),
            };

        private static string Noun<T>() => typeof(T).Name switch
        {
            "IResourcePool" => "crew, group of operators or stock of spare parts",
            "IMaintainable" => "machine that can be maintained",
            "ShiftCalendar" => "shift-calendar",
            var name => name.TrimStart('I').ToLowerInvariant(),
        };
    }
}

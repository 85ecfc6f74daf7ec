using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Simulation.Equations.Modules;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>
/// What connections make of variables: an input is its source, potentials of joined ports are one, and the flows into joined ports add up to zero; into a port that
/// nothing is joined to, nothing flows.
/// </summary>
internal sealed class Joints
{
    private readonly IReadOnlyList<FlatInstance> instances;
    private readonly UnionFind equal;
    private readonly Dictionary<int, int> leaders = [];
    private readonly List<(FlatInstance Instance, ConnectorPort Port, int Potential)> ports = [];
    private readonly Dictionary<int, SourcePlace> places = [];

    public Joints(IReadOnlyList<FlatInstance> instances, IReadOnlyList<CheckedConnection> connections)
    {
        this.instances = instances;
        equal = new UnionFind(instances.Count == 0 ? 0 : instances[^1].Offset + instances[^1].Map.Length);
        foreach (var instance in instances)
        {
            ports.AddRange(instance.Terms.Definition.Ports.OfType<ConnectorPort>().Select(p => (instance, p, PotentialOf(instance, p))));
        }

        foreach (var connection in connections)
        {
            var (from, to) = connection.FromPort is ConnectorPort a && connection.ToPort is ConnectorPort b
                ? (PotentialOf(connection.From, a), PotentialOf(connection.To, b))
                : (NumberOf(connection.From, connection.FromPort.Name), NumberOf(connection.To, connection.ToPort.Name));
            equal.Join(from, to);
            if (connection.FromPort is ConnectorPort)
            {
                places.TryAdd(from, connection.Place);
                places.TryAdd(to, connection.Place);
            }
        }

        foreach (var instance in instances)
        {
            for (var local = 0; local < instance.Map.Length; local++)
            {
                Lead(instance.Offset + local);
            }
        }
    }

    /// <summary>The variable after which all that are equal to one are called.</summary>
    public int LeaderOf(int number) => leaders[equal.Find(number)];

    /// <summary>The variable with a number: the place of its instance and its place there.</summary>
    public (int Owner, int Local) VariableAt(int number)
    {
        var (low, high) = (0, instances.Count);
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            (low, high) = instances[middle].Offset <= number ? (middle, high) : (low, middle);
        }

        return (low, number - instances[low].Offset);
    }

    /// <summary>An equation for each set of joined ports: the flows add up to zero.</summary>
    public IEnumerable<FlatEquation> Balances()
    {
        foreach (var set in ports.GroupBy(p => equal.Find(p.Potential)))
        {
            var members = set.ToList();
            Term sum = new VariableTerm(0);
            for (var i = 1; i < members.Count; i++)
            {
                sum = TermAlgebra.Add(sum, new VariableTerm(i));
            }

            var map = members.Select(m => m.Instance.Map[m.Instance.Terms.Find($"{m.Port.Name}.{m.Port.Flow.Name}")]).ToArray();
            var names = members.Select(m => $"{m.Instance.Instance.Path}.{m.Port.Name}.{m.Port.Flow.Name}");
            var place = members.Select(m => places.GetValueOrDefault(m.Potential)).FirstOrDefault(p => p is not null) ?? members[0].Instance.Instance.Place;
            yield return new FlatEquation(new ModuleEquation(sum, Term.Zero, $"{string.Join(" + ", names)} = 0", place), map, "");
        }
    }

    /// <summary>Of variables that are equal the first that is no input leads.</summary>
    private void Lead(int number)
    {
        var set = equal.Find(number);
        if (!leaders.TryGetValue(set, out var leader) || (IsInput(leader) && !IsInput(number)))
        {
            leaders[set] = number;
        }
    }

    private bool IsInput(int number)
    {
        var (owner, local) = VariableAt(number);
        return instances[owner].Terms.Variables[local].Kind == LocalKind.Input;
    }

    private static int NumberOf(FlatInstance instance, string name) => instance.Offset + instance.Terms.Find(name);

    private static int PotentialOf(FlatInstance instance, ConnectorPort port) => NumberOf(instance, $"{port.Name}.{port.Potential.Name}");
}

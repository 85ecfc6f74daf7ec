using TwinGrid.Simulation.Equations.Modules;

namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>Connected instances as one list of variables and one of equations.</summary>
/// <param name="Instances">In the order of the model.</param>
/// <param name="Variables">All variables; what connections made equal is one.</param>
/// <param name="Equations">Equations of the instances, then of the connections.</param>
internal sealed record FlatSystem(IReadOnlyList<FlatInstance> Instances, IReadOnlyList<FlatVariable> Variables, IReadOnlyList<FlatEquation> Equations)
{
    /// <summary>Makes the system of instances that connections join, directly or not.</summary>
    public static FlatSystem Of(IReadOnlyList<FlatInstance> instances, IReadOnlyList<CheckedConnection> connections)
    {
        var joints = new Joints(instances, connections);
        var variables = Number(instances, joints);
        var equations = new List<FlatEquation>();
        foreach (var instance in instances)
        {
            equations.AddRange(instance.Terms.Equations.Select(e => new FlatEquation(e, instance.Map, instance.Instance.Path)));
        }

        equations.AddRange(joints.Balances());
        return new FlatSystem(instances, variables, equations);
    }

    /// <summary>A variable as messages call it.</summary>
    public string NameOf(int variable) => Variables[variable] is var v && v.Owner < 0 ? v.Name : v.NameIn(Instances[v.Owner].Instance.Path);

    private static List<FlatVariable> Number(IReadOnlyList<FlatInstance> instances, Joints joints)
    {
        var variables = new List<FlatVariable> { new(0, -1, 0, "time", FlatKind.Time, Model.Units.Unit.Parse("s"), false) };
        var numbers = new Dictionary<int, int>();
        foreach (var instance in instances)
        {
            instance.Map[0] = 0;
            for (var local = 1; local < instance.Map.Length; local++)
            {
                var leader = joints.LeaderOf(instance.Offset + local);
                if (!numbers.TryGetValue(leader, out var number))
                {
                    number = variables.Count;
                    numbers.Add(leader, number);
                    var (owner, place) = joints.VariableAt(leader);
                    variables.Add(Make(number, owner, place, instances[owner].Terms.Variables[place]));
                }

                instance.Map[local] = number;
            }
        }

        foreach (var instance in instances)
        {
            SetStates(instance, variables);
        }

        return variables;
    }

    private static FlatVariable Make(int number, int owner, int local, LocalVariable variable)
    {
        var kind = variable.Kind switch
        {
            LocalKind.Parameter => FlatKind.Parameter,
            LocalKind.Input => FlatKind.Input,
            LocalKind.State => FlatKind.State,
            LocalKind.Derivative => FlatKind.Derivative,
            LocalKind.Discrete => FlatKind.Discrete,
            LocalKind.Flag => FlatKind.Flag,
            _ => FlatKind.Algebraic,
        };
        return new FlatVariable(number, owner, local, variable.Name, kind, variable.Unit, variable.IsBoolean) { Nominal = variable.Nominal };
    }

    private static void SetStates(FlatInstance instance, List<FlatVariable> variables)
    {
        for (var local = 0; local < instance.Map.Length; local++)
        {
            var variable = instance.Terms.Variables[local];
            if (variable.Kind == LocalKind.Derivative)
            {
                var number = instance.Map[local];
                variables[number] = variables[number] with { State = instance.Map[instance.Terms.Find(variable.Name[4..^1])] };
            }
        }
    }
}

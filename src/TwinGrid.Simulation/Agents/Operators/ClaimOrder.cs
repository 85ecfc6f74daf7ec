using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Flow.Crews;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>Which of the waiting claims is taken on next: the one with the smallest key, among equal ones who came first. Keys are computed anew each time.</summary>
internal abstract class ClaimOrder
{
    private static readonly ConditionalWeakTable<ModuleArguments, CompiledExpression> Compiled = [];

    /// <summary>The parameters of who has such an order.</summary>
    public static ImmutableArray<ParameterDescriptor> Parameters { get; } =
    [
        new("dispatch", ParameterKind.Choice, "1",
            "which claim is taken on next: lowest priority number, who came first, last, shortest or longest work, earliest due date, smallest critical ratio (time until due per work), smallest value of an expression; equal ones in the order in which they came")
        {
            Default = Values.Text("priority"),
            Choices = ["priority", "fifo", "lifo", "spt", "lpt", "edd", "cr", "expression"],
        },
        new("expression", ParameterKind.Text, "1", "of dispatch: expression; lower goes first. May use waiting, work, dueIn (s), priority, amount, pace") { IsOptional = true },
    ];

    /// <summary>What is wrong with the parameters.</summary>
    public static IEnumerable<ModelError> Check(ModuleArguments arguments)
    {
        if (arguments.Text("dispatch") != "expression")
        {
            yield break;
        }

        var error = "dispatch: expression needs the parameter 'expression'";
        if (!arguments.Has("expression") || ClaimSymbols.Compile(arguments.Text("expression"), out error) is null)
        {
            yield return new ModelError(Model.Behaviours.SourcePlace.None, error);
        }
    }

    /// <summary>The order for a replication.</summary>
    public static ClaimOrder Create(ModuleArguments arguments, SimClock clock) => arguments.Text("dispatch") switch
    {
        "fifo" => new KeyOrder(static (_, _) => 0),
        "lifo" => new LifoOrder(),
        "spt" => new KeyOrder(static (waiting, _) => WorkSeconds(waiting, double.PositiveInfinity)),
        "lpt" => new KeyOrder(static (waiting, _) => -WorkSeconds(waiting, 0)),
        "edd" => new KeyOrder(static (waiting, _) => waiting.Claim.Due.Ticks),
        "cr" => new KeyOrder((waiting, now) => CriticalRatio(waiting, now, clock)),
        "expression" => new ExpressionOrder(Compiled.GetValue(arguments, static a => ClaimSymbols.Compile(a.Text("expression"), out _)!), clock),
        _ => new KeyOrder(static (waiting, _) => waiting.Claim.Priority),
    };

    /// <summary>The place of the next one; there is one.</summary>
    public abstract int Next(List<WaitingClaim> queue, SimTime now);

    private static double WorkSeconds(in WaitingClaim waiting, double unknown) =>
        double.IsNaN(waiting.Claim.WorkSeconds) ? unknown : waiting.Claim.WorkSeconds * waiting.Kind.Pace;

    private static double CriticalRatio(in WaitingClaim waiting, SimTime now, SimClock clock)
    {
        if (waiting.Claim.Due == SimTime.Never)
        {
            return double.PositiveInfinity;
        }

        var (slack, work) = (clock.Seconds(waiting.Claim.Due - now), WorkSeconds(waiting, 0));
        return work > 0 ? slack / work : slack;
    }

    private sealed class LifoOrder : ClaimOrder
    {
        public override int Next(List<WaitingClaim> queue, SimTime now) => queue.Count - 1;
    }

    private sealed class KeyOrder(Func<WaitingClaim, SimTime, double> key) : ClaimOrder
    {
        public override int Next(List<WaitingClaim> queue, SimTime now)
        {
            var (best, least) = (0, double.PositiveInfinity);
            for (var i = 0; i < queue.Count; i++)
            {
                if (key(queue[i], now) is var value && value < least)
                {
                    (best, least) = (i, value);
                }
            }

            return best;
        }
    }

    private sealed class ExpressionOrder(CompiledExpression expression, SimClock clock) : ClaimOrder
    {
        private readonly double[] inputs = new double[expression.Inputs.Length];

        public override int Next(List<WaitingClaim> queue, SimTime now)
        {
            var (best, least) = (0, double.PositiveInfinity);
            for (var i = 0; i < queue.Count; i++)
            {
                for (var n = 0; n < inputs.Length; n++)
                {
                    inputs[n] = ClaimSymbols.ValueOf(expression.Inputs[n], queue[i], now, clock);
                }

                if (expression.Evaluate(inputs) is var value && value < least)
                {
                    (best, least) = (i, value);
                }
            }

            return best;
        }
    }
}

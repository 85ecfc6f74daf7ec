using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations.Compilation;
using TwinGrid.Simulation.Equations.Flattening;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations;

/// <summary>
/// One run of an <see cref="EquationModel"/>: its values now. All values are in coherent SI units, truth values 0 and 1. Between events <see cref="Derivative"/> is smooth:
/// conditions keep their truth until <see cref="Settle"/>. Allocates nothing while it runs. Not safe for use from many threads.
/// </summary>
public class EquationSystem : IDifferentialSystem, IStateEvents, IJacobian
{
    private readonly BlockCode code;
    private readonly SlotLayout layout;
    private readonly double[] values;
    private readonly double[] changes;
    private readonly LoopSolver[] loops;
    private readonly double[] halfBands;
    private readonly double[] bandShifts;
    private readonly EventIteration iteration;

    internal EquationSystem(EquationModel model)
    {
        Model = model;
        code = model.Code;
        layout = code.Layout;
        values = [.. model.Defaults];
        changes = new double[values.Length];
        loops = [.. code.Loops.Select(l => new LoopSolver(l, values.Length))];
        halfBands = new double[code.GateCount];
        bandShifts = new double[code.GateCount];
        SetBands();
        iteration = new EventIteration(this, code, values);
    }

    /// <summary>What it runs.</summary>
    public EquationModel Model { get; }

    /// <inheritdoc/>
    public int Dimension => layout.Dimension;

    /// <inheritdoc/>
    public bool IsAutonomous => code.IsAutonomous;

    /// <inheritdoc/>
    public int EventCount => code.GateCount;

    /// <summary>What is integrated, at the time reached by <see cref="Settle"/>.</summary>
    public ReadOnlySpan<double> State => values.AsSpan(1, Dimension);

    /// <summary>Events of documents that the last <see cref="Settle"/> made happen, in order, by their number in <see cref="EquationModel.Events"/>.</summary>
    public ReadOnlySpan<int> Happened => iteration.Happened;

    internal LoopSolver[] Loops => loops;

    internal ReadOnlySpan<double> Values => values;

    /// <summary>A system of the kind that the model needs.</summary>
    public static EquationSystem Create(EquationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Code.Layout.Tears.Count == 0 ? new EquationSystem(model) : new AlgebraicEquationSystem(model);
    }

    /// <inheritdoc/>
    public void Derivative(double t, ReadOnlySpan<double> y, Span<double> dydt)
    {
        Put(t, y);
        Run(code.Rates);
        values.AsSpan(layout.FirstRate, layout.Dimension).CopyTo(dydt);
    }

    /// <inheritdoc/>
    public void EventValues(double t, ReadOnlySpan<double> y, Span<double> gates)
    {
        Put(t, y);
        Run(code.Gates);
        for (var i = 0; i < gates.Length; i++)
        {
            gates[i] = values[code.FirstGate + i] + bandShifts[i];
        }
    }

    /// <inheritdoc/>
    public EventDirection Direction(int index) => code.Relations[index].Direction;

    /// <inheritdoc/>
    public double Hysteresis(int index) => halfBands[index];

    /// <inheritdoc/>
    public void Jacobian(double t, ReadOnlySpan<double> y, Span<double> jacobian)
    {
        Put(t, y);
        Run(code.Rates);
        code.Partials.Value.Run(values);
        for (var j = 0; j < Dimension; j++)
        {
            changes[1 + j] = 1;
            foreach (var reached in code.Reached[j])
            {
                var (row, loop) = code.Tangents[reached];
                if (row is not null)
                {
                    changes[row.Target] = row.Change(values, changes);
                }
                else
                {
                    loops[loop].Change(values, changes);
                }
            }

            for (var i = 0; i < Dimension; i++)
            {
                jacobian[(i * Dimension) + j] = changes[layout.FirstRate + i];
            }

            changes[1 + j] = 0;
            foreach (var reached in code.Reached[j])
            {
                var (row, loop) = code.Tangents[reached];
                if (row is not null)
                {
                    changes[row.Target] = 0;
                }
                else
                {
                    loops[loop].Still(changes);
                }
            }
        }
    }

    /// <inheritdoc/>
    public string VariableName(int variable) =>
        variable < layout.States.Count ? Model.NameOf(layout.States[variable])
        : variable < layout.States.Count + layout.Tears.Count ? Model.NameOf(layout.Tears[variable - layout.States.Count])
        : "time";

    /// <inheritdoc/>
    public string EventName(int index) => $"{Model.PathOf(code.Relations[index].Owner)}: {code.Relations[index].Text}";

    /// <summary>Computes everything at (t, y), for <see cref="this[int]"/>.</summary>
    public void Evaluate(double t, ReadOnlySpan<double> y)
    {
        Put(t, y);
        Run(code.All);
    }

    /// <summary>Value of a variable as of the last <see cref="Evaluate"/> or <see cref="Settle"/>.</summary>
    /// <param name="handle">From <see cref="EquationModel.Handle"/>.</param>
    public double this[int handle] => values[layout.SlotOf(handle)];

    /// <summary>Gives a parameter or an input a new value. Takes effect with the next <see cref="Settle"/>.</summary>
    /// <exception cref="ArgumentException">The variable is neither.</exception>
    public void Set(int handle, double value)
    {
        if (code.System.Variables[handle].Kind is not (FlatKind.Parameter or FlatKind.Input))
        {
            throw new ArgumentException($"{Model.NameOf(handle)} is neither a parameter nor an unconnected input.", nameof(handle));
        }

        values[layout.SlotOf(handle)] = value;
        foreach (var loop in loops)
        {
            loop.Forget();
        }
    }

    /// <summary>
    /// Puts states, discrete variables and guesses to their values at the start; follow it with <see cref="Settle"/>. Conditions of events that are true at the start count
    /// as becoming true there.
    /// </summary>
    /// <param name="given">Values of states and discrete variables that are known otherwise, by handle; those of states of a live system.</param>
    public void Initialise(IReadOnlyDictionary<int, double>? given = null)
    {
        iteration.Forget();
        SetBands();
        foreach (var instance in code.System.Instances)
        {
            var slots = layout.Map(instance.Map);
            foreach (var (local, term) in instance.Terms.Initials.OrderBy(i => i.Key))
            {
                values[slots[local]] = TermValue.Of(term, values, slots);
            }
        }

        foreach (var (handle, value) in (given ?? new Dictionary<int, double>()).OrderBy(g => g.Key))
        {
            if (code.System.Variables[handle].Kind is not (FlatKind.State or FlatKind.Discrete or FlatKind.Algebraic))
            {
                throw new ArgumentException($"{Model.NameOf(handle)} has no value at the start.", nameof(given));
            }

            values[layout.SlotOf(handle)] = value;
        }
    }

    /// <summary>
    /// To be called just before inputs or parameters are changed at (t, y): notes which conditions are true now, so that only what becomes true by the change happens.
    /// </summary>
    public void Note(double t, ReadOnlySpan<double> y)
    {
        Put(t, y);
        iteration.Note();
    }

    /// <summary>
    /// Brings conditions, events and algebraic variables in line at a time at which something changed: at the start, after <see cref="Set"/>, or where event functions
    /// crossed. Repeats until nothing changes any more; then <see cref="State"/> is what integration goes on from.
    /// </summary>
    /// <param name="t">Time, s.</param>
    /// <param name="integrator">Whose last step ended here by state events; null when none did.</param>
    /// <returns>What is wrong; null when all is well.</returns>
    public string? Settle(double t, OdeIntegrator? integrator = null)
    {
        values[0] = t;
        return iteration.Run(t, integrator);
    }

    /// <summary>The side on which the trigger of an event function is, as its condition says.</summary>
    public bool IsAbove(int index)
    {
        var relation = code.Relations[index];
        return values[relation.Flag] != 0 != relation.IsInclusive;
    }

    /// <summary>Takes over the state of an integrator, for <see cref="Settle"/>.</summary>
    public void Put(double t, ReadOnlySpan<double> y)
    {
        values[0] = t;
        y.CopyTo(values.AsSpan(1, Dimension));
    }

    internal void Run(Stage[] stages)
    {
        foreach (var stage in stages)
        {
            stage.Run(values, loops);
        }
    }

    private void SetBands()
    {
        for (var i = 0; i < halfBands.Length; i++)
        {
            var relation = code.Relations[i];
            halfBands[i] = relation.Hysteresis is null ? 0 : 0.5 * TermValue.Of(relation.Hysteresis, values, relation.Slots);
            bandShifts[i] = relation.IsInclusive ? -halfBands[i] : halfBands[i];
        }
    }
}

using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>
/// A rule in a replication. Fires when its condition becomes true; while it is carried out it fires no more, but afterwards once again when the condition has become true
/// anew in between and still is.
/// </summary>
internal sealed class RuleRun : IResumable
{
    private const int MostFiringsAtOnce = 1_000;

    private readonly RuleEngine engine;
    private readonly RequestRuns?[] requests;
    private ImmutableArray<RuleStep> steps = [];
    private int next;
    private double pace;
    private bool wasTrue;
    private bool isOpen;
    private bool isDueAgain;
    private SimTime lastFired = SimTime.Never;
    private int firingsAtOnce;

    public RuleRun(RuleEngine engine, Rule rule, int index)
    {
        this.engine = engine;
        Rule = rule;
        Index = index;
        requests = [.. rule.Do.Concat(rule.Wrong).Select(s => s is RequestStep step ? new RequestRuns(engine, this, step) : null)];
    }

    public Rule Rule { get; }

    /// <summary>Its number among the rules of the agent.</summary>
    public int Index { get; }

    /// <summary>Which firing it is in, from 0.</summary>
    public long Ordinal { get; private set; } = -1;

    /// <summary>When it fired last.</summary>
    public SimTime Fired => lastFired;

    /// <summary>The time that its own work takes at an ordinary pace, s.</summary>
    public double WorkSeconds()
    {
        double sum = 0;
        foreach (var step in Rule.Do)
        {
            sum += step is WorkStep work ? Seconds(work) : 0;
        }

        return sum;
    }

    public void Connect(IConnections connections)
    {
        foreach (var request in requests)
        {
            request?.Connect(connections);
        }
    }

    /// <summary>Something has changed: looks whether the condition has become true.</summary>
    public void Look()
    {
        var value = engine.Board.Evaluate(Rule.When);
        if (double.IsNaN(value))
        {
            return;
        }

        var isTrue = value != 0;
        if (isTrue && !wasTrue)
        {
            if (isOpen)
            {
                isDueAgain = true;
            }
            else
            {
                Fire();
            }
        }

        wasTrue = isTrue;
    }

    /// <summary>Somebody begins with it.</summary>
    /// <param name="pace">Its work takes so many times as long.</param>
    /// <param name="hasErred">The wrong thing is done, where there is one.</param>
    public void Begin(double pace, bool hasErred)
    {
        this.pace = pace;
        var isLapsed = Rule.Lapses && !IsTrue(Rule.When);
        steps = isLapsed ? [] : hasErred && Rule.Wrong.Length > 0 ? Rule.Wrong : Rule.Do;
        next = 0;
        Continue();
    }

    /// <inheritdoc/>
    public void Resume() => Continue();

    /// <summary>Goes on with the next steps until one takes time.</summary>
    public void Continue()
    {
        while (next < steps.Length)
        {
            if (!Do(steps[next++]))
            {
                return;
            }
        }

        End();
    }

    private void Fire()
    {
        if (Rule.If is { } condition && !IsTrue(condition))
        {
            return;
        }

        if (lastFired == engine.Simulator.Now && ++firingsAtOnce > MostFiringsAtOnce)
        {
            throw new ModelException(string.Create(
                CultureInfo.InvariantCulture, $"{engine.Path}: rule '{Rule.Name}' fires again and again at {engine.Simulator.NowSeconds} s: what it does makes '{Rule.When.Text}' true again in no time; give it a reaction time, work, or a condition with a gap."));
        }

        firingsAtOnce = lastFired == engine.Simulator.Now ? firingsAtOnce : 0;
        lastFired = engine.Simulator.Now;
        isOpen = true;
        Ordinal++;
        engine.OnFired(this);
        engine.Host.Engage(this);
    }

    private void End()
    {
        isOpen = false;
        engine.OnDone(this);
        engine.Host.Disengage(this);
        if (isDueAgain)
        {
            // The look that follows sees it become true.
            isDueAgain = false;
            wasTrue = false;
            engine.LookSoon();
        }
    }

    /// <summary>Does a step; false when it takes time.</summary>
    private bool Do(RuleStep step)
    {
        switch (step)
        {
            case SetStep set:
                Set(set);
                return true;
            case OutputStep output:
                engine.Output.Set(Number(output.Value, null));
                return true;
            case WorkStep work:
                var seconds = Seconds(work) * pace;
                return seconds <= 0 || !engine.Resume(this, seconds);
            default:
                return requests[RequestIndex()]!.Begin();
        }
    }

    private int RequestIndex() => (steps == Rule.Do ? 0 : Rule.Do.Length) + next - 1;

    private double Seconds(WorkStep work) => work.Duration.Quantile(engine.WorkDraws.Draw(Ordinal, work.Operation)) * engine.Host.PaceOf(work.Task ?? Rule.Skill);

    private void Set(SetStep set)
    {
        var value = Number(set.Value, set);
        if (!StepReader.IsValue(set.Parameter, value) && StepReader.ValueError(set.Parameter, value) is { } error)
        {
            throw new ModelException($"{engine.Path}: rule '{Rule.Name}' sets {set.Name} to '{set.Value.Text}': {error}.");
        }

        engine.PartOf(set).Set(set.Parameter.Name, value);
    }

    private double Number(RuleExpression expression, SetStep? set)
    {
        var value = engine.Board.Evaluate(expression);
        return double.IsFinite(value)
            ? value
            : throw new ModelException(string.Create(CultureInfo.InvariantCulture, $"{engine.Path}: rule '{Rule.Name}' sets {set?.Name ?? "output"} to '{expression.Text}', which gives {value}."));
    }

    private bool IsTrue(RuleExpression condition) => engine.Board.Evaluate(condition) is > 0;
}

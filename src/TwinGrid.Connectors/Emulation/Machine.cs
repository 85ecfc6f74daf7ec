namespace TwinGrid.Connectors.Emulation;

/// <summary>Something that a motor or pump drives.</summary>
internal interface IDriven
{
    /// <summary>Its speed against the nominal one, 0 to about 1.2.</summary>
    double SpeedRatio { get; }

    /// <summary>Its torque against the nominal one.</summary>
    double LoadRatio { get; }
}

/// <summary>
/// A machine that takes pieces from the buffer before it and puts them into the one after it. It runs, waits for either, stops shortly by
/// itself (Held), or fails and is cleared and reset (Aborted, Clearing, Resetting, Starting). Times between stops are exponential.
/// </summary>
internal class Machine(AssetSketch sketch, TypeSketch type, int seed) : EmulatedAsset(sketch, type, seed), IDriven
{
    private const double MeanSecondsToMicroStop = 240;
    private const double MeanSecondsToFailure = 3600;
    private const double RampSeconds = 3;
    private const double RejectShare = 0.004;

    private readonly Queue<(string State, double Seconds)> sequence = new();
    private double stateSeconds;
    private double rate;
    private double pieces;
    private double rejects;

    public string State { get; private set; } = PackMl.Execute;

    public IBuffer? Before { get; set; }

    public IBuffer? After { get; set; }

    public double SpeedRatio => rate / NominalRate;

    public double LoadRatio => SpeedRatio * 0.8;

    /// <summary>Pieces made in the last step.</summary>
    protected double Made { get; private set; }

    /// <summary>Good pieces since the start.</summary>
    protected double Good { get; private set; }

    /// <summary>Pieces a second.</summary>
    private double NominalRate => 1 / (Type.IdealCycle?.TotalSeconds ?? 0.15);

    public override void Step(double seconds)
    {
        Advance(seconds);
        var target = State == PackMl.Execute ? NominalRate : 0;
        rate += (target - rate) * (1 - Math.Exp(-seconds / RampSeconds));
        rate = rate < 0.01 ? 0 : rate;
        Produce(seconds);
    }

    protected override string? Symbol(string signal) => signal == "state" ? State : null;

    protected override double? Measure(string signal) => signal switch
    {
        "speed" => rate * 60,
        "goodCount" => Good,
        "rejectCount" => rejects,
        _ => null,
    };

    /// <summary>Stops the machine by itself for so long.</summary>
    protected void Hold(double seconds) => Enter(PackMl.Held, seconds);

    private void Advance(double seconds)
    {
        stateSeconds -= seconds;
        switch (State)
        {
            case PackMl.Execute:
                Run(seconds);
                break;
            case PackMl.Starved when Before is null || Before.Available > NominalRate:
            case PackMl.Blocked when After is null || After.Room > NominalRate * 2:
                Enter(PackMl.Execute, 0);
                break;
            case PackMl.Starved or PackMl.Blocked:
                break;
            default:
                if (stateSeconds <= 0)
                {
                    var (next, last) = sequence.TryDequeue(out var step) ? step : (PackMl.Execute, 0);
                    Enter(next, last);
                }

                break;
        }
    }

    private void Run(double seconds)
    {
        if (Chance.Happens(MeanSecondsToFailure, seconds))
        {
            Enter(PackMl.Aborted, 30 + Chance.Exponential(90));
            sequence.Enqueue((PackMl.Clearing, 8));
            sequence.Enqueue((PackMl.Resetting, 5));
            sequence.Enqueue((PackMl.Starting, 4));
        }
        else if (Chance.Happens(MeanSecondsToMicroStop, seconds))
        {
            Hold(5 + Chance.Exponential(15));
        }
        else if (Before is { } before && before.Available < NominalRate * seconds)
        {
            Enter(PackMl.Starved, 0);
        }
        else if (After is { } after && after.Room < NominalRate * seconds)
        {
            Enter(PackMl.Blocked, 0);
        }
    }

    private void Enter(string state, double seconds)
    {
        State = state;
        stateSeconds = seconds;
    }

    private void Produce(double seconds)
    {
        pieces += Math.Max(0, Math.Min(Math.Min(rate * seconds, Before?.Available ?? double.MaxValue), After?.Room ?? double.MaxValue));
        var whole = Math.Floor(pieces);
        pieces -= whole;
        Made = whole;
        Before?.Take(whole);
        var bad = 0;
        for (var piece = 0; piece < whole; piece++)
        {
            bad += Chance.Between(0, 1) < RejectShare ? 1 : 0;
        }

        rejects += bad;
        Good += whole - bad;
        After?.Put(whole - bad);
    }
}

namespace TwinGrid.Connectors.Emulation;

/// <summary>A place between two machines that holds pieces.</summary>
internal interface IBuffer
{
    /// <summary>Pieces that it can still take.</summary>
    double Room { get; }

    /// <summary>Pieces that can be taken out now.</summary>
    double Available { get; }

    void Put(double pieces);

    void Take(double pieces);
}

/// <summary>Machines that stand close together: a few pieces fit between them.</summary>
internal sealed class ShortBuffer : IBuffer
{
    private const double Capacity = 40;
    private double pieces = Capacity / 2;

    public double Room => Capacity - pieces;

    public double Available => pieces;

    public void Put(double more) => pieces += more;

    public void Take(double fewer) => pieces -= fewer;
}

/// <summary>
/// Accumulation conveyor: moves pieces on and buffers short stops. Now and then pieces jam: it stops until somebody has cleared it, and nothing
/// goes in or out.
/// </summary>
internal sealed class Conveyor(AssetSketch sketch, TypeSketch type, int seed) : EmulatedAsset(sketch, type, seed), IBuffer, IDriven
{
    private const double MeanSecondsToJam = 900;
    private const double MeanJamSeconds = 20;
    private const double NominalBeltMetresPerMinute = 32;

    /// <summary>Gaps between pieces: a belt is never quite empty for the machine after it.</summary>
    private const double Least = 20;

    private double pieces = -1;
    private double jamSeconds;
    private double beltMetresPerMinute = NominalBeltMetresPerMinute;

    public double SpeedRatio => beltMetresPerMinute / NominalBeltMetresPerMinute;

    public double LoadRatio => SpeedRatio * (0.5 + (0.5 * Pieces / Capacity));

    public double Room => Jammed ? 0 : Capacity - Pieces;

    public double Available => Jammed ? 0 : Math.Max(0, Pieces - Least);

    private double Capacity => Parameter("capacity", 1200);

    private double Pieces => pieces < 0 ? pieces = Capacity * Chance.Between(0.25, 0.45) : pieces;

    private bool Jammed => jamSeconds > 0;

    public void Put(double more) => pieces = Pieces + more;

    public void Take(double fewer) => pieces = Pieces - fewer;

    public override void Step(double seconds)
    {
        jamSeconds = Math.Max(0, jamSeconds - seconds);
        if (!Jammed && Chance.Happens(MeanSecondsToJam, seconds))
        {
            jamSeconds = 4 + Chance.Exponential(MeanJamSeconds);
        }

        var target = Jammed ? 0 : NominalBeltMetresPerMinute * (0.85 + (0.3 * Pieces / Capacity));
        beltMetresPerMinute += (target - beltMetresPerMinute) * (1 - Math.Exp(-seconds / 1.5));
    }

    protected override double? Measure(string signal) => signal switch
    {
        "running" => Jammed ? 0 : 1,
        "beltSpeed" => Math.Max(0, beltMetresPerMinute + (Jammed ? 0 : Chance.Noise(0.08))),
        "accumulated" => Pieces,
        "jam" => Jammed ? 1 : 0,
        _ => null,
    };
}

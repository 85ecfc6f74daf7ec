namespace TwinGrid.Connectors.Emulation;

/// <summary>
/// Three-phase motor: current from load (no-load share 35 %), winding temperature as a first-order thermal model heated by the square of the
/// current, vibration that grows with speed and slowly with wear, an energy meter.
/// </summary>
internal class Motor(AssetSketch sketch, TypeSketch type, int seed) : EmulatedAsset(sketch, type, seed)
{
    private const double RatedRevolutionsPerMinute = 1_450;
    private const double AmbientCelsius = 24;
    private const double RiseAtRatedCelsius = 62;
    private const double ThermalSeconds = 900;

    private readonly double wearPerSecond = 2e-7;
    private double temperatureCelsius = AmbientCelsius + 35;
    private double wear = 0.2;
    private double energyKilowattHours = 1_200;

    /// <summary>What it drives; without anything it idles.</summary>
    public IDriven? Drives { get; set; }

    protected double SpeedRatio => Drives?.SpeedRatio ?? 0;

    private double RatedKilowatts => Parameter("ratedPower", 5.5);

    private double Volts => Parameter("ratedVoltage", 400);

    private double PowerFactor => Parameter("powerFactor", 0.84);

    private double RatedAmperes => RatedKilowatts * 1_000 / (Math.Sqrt(3) * Volts * PowerFactor);

    private double Amperes => SpeedRatio < 0.02 ? 0.04 * RatedAmperes : RatedAmperes * (0.35 + (0.5 * (Drives?.LoadRatio ?? 0)));

    public override void Step(double seconds)
    {
        var share = Amperes / RatedAmperes;
        var settled = AmbientCelsius + (RiseAtRatedCelsius * share * share);
        temperatureCelsius += (settled - temperatureCelsius) * (1 - Math.Exp(-seconds / ThermalSeconds));
        wear += wearPerSecond * seconds * SpeedRatio;
        energyKilowattHours += Math.Sqrt(3) * Volts * Amperes * PowerFactor / 1_000 * seconds / 3_600;
    }

    protected override double? Measure(string signal) => signal switch
    {
        "speed" => Math.Max(0, (RatedRevolutionsPerMinute * SpeedRatio) + (SpeedRatio > 0.02 ? Chance.Noise(1.5) : 0)),
        "current" => Math.Max(0, Amperes + Chance.Noise(0.01 * RatedAmperes)),
        "temperature" => temperatureCelsius + Chance.Noise(0.05),
        "vibration" => Math.Max(0, (SpeedRatio * (1.1 + (2 * wear))) + Chance.Noise(0.08)),
        "energy" => energyKilowattHours,
        _ => null,
    };
}

/// <summary>Centrifugal product pump: flow follows the filler, head falls with the square of the flow.</summary>
internal sealed class Pump(AssetSketch sketch, TypeSketch type, int seed) : Motor(sketch, type, seed)
{
    private const double NominalLitresPerMinute = 200;

    private double LitresPerMinute => NominalLitresPerMinute * SpeedRatio;

    protected override double? Measure(string signal) => signal switch
    {
        "flow" => Math.Max(0, LitresPerMinute + (SpeedRatio > 0.02 ? Chance.Noise(0.8) : 0)),
        "pressure" => Math.Max(0, (4.4 * SpeedRatio * SpeedRatio) - (1.2 * Math.Pow(LitresPerMinute / NominalLitresPerMinute, 2)) + Chance.Noise(0.01)),
        _ => base.Measure(signal),
    };
}

namespace TwinGrid.Connectors.Emulation;

/// <summary>Rotary filler: volumes about the nominal one with a slow drift, a bowl under level control, cooled product.</summary>
internal sealed class Filler(AssetSketch sketch, TypeSketch type, int seed) : Machine(sketch, type, seed)
{
    private double driftMillilitres;
    private double levelPercent = 62;
    private double productCelsius = 6.5;

    public override void Step(double seconds)
    {
        base.Step(seconds);
        driftMillilitres += (-driftMillilitres * seconds / 600) + Chance.Noise(0.05 * Math.Sqrt(seconds));
        levelPercent += ((62 - levelPercent) * seconds / 20) + Chance.Noise(0.4 * Math.Sqrt(seconds)) - (2.5 * (SpeedRatio - 1) * -seconds / 20);
        productCelsius += (((SpeedRatio > 0.2 ? 6.2 : 9) - productCelsius) * seconds / 180) + Chance.Noise(0.01);
    }

    protected override double? Measure(string signal) => signal switch
    {
        "fillVolume" => Parameter("nominalVolume", 500) + 0.8 + driftMillilitres + Chance.Noise(0.9),
        "bowlLevel" => levelPercent,
        "bowlPressure" => 3.1 + ((levelPercent - 62) * 0.004) + Chance.Noise(0.01),
        "productTemperature" => productCelsius,
        _ => base.Measure(signal),
    };
}

/// <summary>Screw capper: closing torque about its setpoint, and a hopper that is refilled when it gets low.</summary>
internal sealed class Capper(AssetSketch sketch, TypeSketch type, int seed) : Machine(sketch, type, seed)
{
    private const double CapsInHopper = 3_000;
    private double capsPercent = 17;
    private double refillSeconds;

    public override void Step(double seconds)
    {
        base.Step(seconds);
        capsPercent = Math.Max(0, capsPercent - (Made / CapsInHopper * 100));
        refillSeconds = capsPercent < 14 && refillSeconds <= 0 ? 45 : refillSeconds - seconds;
        if (capsPercent < 14 && refillSeconds <= seconds)
        {
            capsPercent = 96;
            refillSeconds = 0;
        }
    }

    protected override double? Measure(string signal) => signal switch
    {
        "torque" => SpeedRatio > 0.05 ? Parameter("torqueSetpoint", 1.7) + Chance.Noise(0.06) : 0,
        "capLevel" => capsPercent,
        _ => base.Measure(signal),
    };
}

/// <summary>Roll-fed labeller: uses up its reel and stops for the next one; glue is kept hot by an on-off controller.</summary>
internal sealed class Labeller(AssetSketch sketch, TypeSketch type, int seed) : Machine(sketch, type, seed)
{
    private const double MetresALabel = 0.21;
    private const double MetresAReel = 3_000;
    private double reelMetres = 420;
    private double glueCelsius = 158;
    private bool heating;

    public override void Step(double seconds)
    {
        base.Step(seconds);
        reelMetres -= Made * MetresALabel;
        if (reelMetres < 8)
        {
            reelMetres = MetresAReel;
            Hold(35 + Chance.Exponential(10));
        }

        heating = glueCelsius < 156 || (heating && glueCelsius < 161);
        glueCelsius += ((heating ? 0.25 : -0.12) - (0.03 * SpeedRatio)) * seconds;
    }

    protected override double? Measure(string signal) => signal switch
    {
        "labelRemaining" => reelMetres,
        "glueTemperature" => glueCelsius + Chance.Noise(0.2),
        "registrationError" => Chance.Noise(0.25) + (0.3 * (1 - SpeedRatio)),
        _ => base.Measure(signal),
    };
}

/// <summary>Layer palletiser: six layers a pallet; compressed air sags while it works.</summary>
internal sealed class Palletiser(AssetSketch sketch, TypeSketch type, int seed) : Machine(sketch, type, seed)
{
    private const double Layers = 6;

    private double PiecesAPallet => Parameter("bottlesPerPallet", 1296);

    protected override double? Measure(string signal) => signal switch
    {
        "palletCount" => Math.Floor(Good / PiecesAPallet),
        "layer" => Math.Floor(Good % PiecesAPallet / PiecesAPallet * Layers) + 1,
        "airPressure" => 6.6 - (0.25 * SpeedRatio) + Chance.Noise(0.03),
        _ => base.Measure(signal),
    };
}

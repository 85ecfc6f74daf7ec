using System.Collections.Frozen;

namespace TwinGrid.Model.Units;

/// <summary>
/// The atoms of UCUM 2.2 that plants use, §28 to §46, in the order in which they are defined: each by a value and a unit made of earlier ones,
/// as the specification does (checked against its ucum-essence.xml of 2024-06-17). The mole differs on purpose, see <see cref="Dimension"/>.
/// </summary>
internal static class UnitAtoms
{
    private const string Nothing = "1";

    /// <summary>§28, §29: base units. A gram is the base in UCUM; scales here are relative to the kilogram, the coherent unit.</summary>
    private static readonly (string Code, Dimension Dimension, double Scale)[] Base =
    [
        ("m", Dimension.Length, 1), ("s", Dimension.Time, 1), ("g", Dimension.Mass, 1e-3), ("rad", Dimension.Angle, 1),
        ("K", Dimension.Temperature, 1), ("A", Dimension.Current, 1), ("cd", Dimension.Luminosity, 1), ("mol", Dimension.Amount, 1),
    ];

    /// <summary>Metric atoms: they take prefixes.</summary>
    private static readonly (string Code, double Value, string Unit)[] Metric =
    [
        // §30 SI units
        ("sr", 1, "rad2"), ("Hz", 1, "s-1"), ("N", 1, "kg.m/s2"), ("Pa", 1, "N/m2"), ("J", 1, "N.m"), ("W", 1, "J/s"), ("C", 1, "A.s"),
        ("V", 1, "J/C"), ("F", 1, "C/V"), ("Ohm", 1, "V/A"), ("S", 1, "Ohm-1"), ("mho", 1, "S"), ("Wb", 1, "V.s"), ("T", 1, "Wb/m2"),
        ("H", 1, "Wb/A"), ("lm", 1, "cd.sr"), ("lx", 1, "lm/m2"), ("Bq", 1, "s-1"), ("Gy", 1, "J/kg"), ("Sv", 1, "J/kg"), ("kat", 1, "mol/s"),

        // §31 other units from ISO 1000, §32 natural units
        ("l", 1, "dm3"), ("L", 1, "l"), ("ar", 100, "m2"), ("t", 1e3, "kg"), ("bar", 1e5, "Pa"), ("u", 1.66053906660e-27, "kg"),
        ("eV", 1.602176634e-19, "J"), ("[g]", 9.80665, "m/s2"),

        // §33 CGS, §41, §44, §45 heat, pressure, information
        ("dyn", 1e-5, "N"), ("erg", 1e-7, "J"), ("P", 0.1, "Pa.s"), ("St", 1e-4, "m2/s"), ("Gal", 1, "cm/s2"), ("G", 1e-4, "T"),
        ("gf", 1, "g.[g]"), ("cal", 4.184, "J"), ("cal_IT", 4.1868, "J"), ("cal_th", 4.184, "J"), ("m[H2O]", 9806.65, "Pa"),
        ("m[Hg]", 133322, "Pa"), ("bit", 1, Nothing), ("By", 8, "bit"), ("Bd", 1, "s-1"), ("tex", 1, "g/km"), ("eq", 1, "mol"), ("osm", 1, "mol"),
    ];

    /// <summary>Atoms without prefixes.</summary>
    private static readonly (string Code, double Value, string Unit)[] Plain =
    [
        // §26 numbers
        ("10*", 10, Nothing), ("10^", 10, Nothing), ("[pi]", Math.PI, Nothing), ("%", 0.01, Nothing), ("[ppth]", 1e-3, Nothing),
        ("[ppm]", 1e-6, Nothing), ("[ppb]", 1e-9, Nothing), ("[pptr]", 1e-12, Nothing),

        // §31
        ("min", 60, "s"), ("h", 60, "min"), ("d", 24, "h"), ("wk", 7, "d"), ("a", 365.25, "d"), ("a_j", 365.25, "d"), ("mo", 30.4375, "d"),
        ("mo_j", 30.4375, "d"), ("deg", Math.PI / 180, "rad"), ("gon", 0.9, "deg"), ("'", 1 / 60.0, "deg"), ("''", 1 / 60.0, "'"),
        ("circ", 2 * Math.PI, "rad"), ("sph", 4 * Math.PI, "sr"), ("atm", 101325, "Pa"), ("att", 98066.5, "Pa"),

        // §35 international customary units
        ("[in_i]", 2.54, "cm"), ("[ft_i]", 12, "[in_i]"), ("[yd_i]", 3, "[ft_i]"), ("[mi_i]", 5280, "[ft_i]"), ("[nmi_i]", 1852, "m"),
        ("[kn_i]", 1, "[nmi_i]/h"), ("[mil_i]", 1e-3, "[in_i]"), ("[sin_i]", 1, "[in_i]2"), ("[sft_i]", 1, "[ft_i]2"), ("[syd_i]", 1, "[yd_i]2"),
        ("[cin_i]", 1, "[in_i]3"), ("[cft_i]", 1, "[ft_i]3"), ("[cyd_i]", 1, "[yd_i]3"),

        // §36, §37 volumes
        ("[gal_us]", 231, "[in_i]3"), ("[bbl_us]", 42, "[gal_us]"), ("[qt_us]", 0.25, "[gal_us]"), ("[pt_us]", 0.5, "[qt_us]"),
        ("[foz_us]", 0.0625, "[pt_us]"), ("[gal_br]", 4.54609, "l"), ("[acr_us]", 4046.872609874252, "m2"),

        // §38 avoirdupois weights
        ("[gr]", 64.79891, "mg"), ("[lb_av]", 7000, "[gr]"), ("[oz_av]", 0.0625, "[lb_av]"), ("[ston_av]", 2000, "[lb_av]"),
        ("[lton_av]", 2240, "[lb_av]"), ("[lbf_av]", 1, "[lb_av].[g]"),

        // §40 to §43 derived customary units
        ("[psi]", 1, "[lbf_av]/[sin_i]"), ("[in_i'H2O]", 1, "m[H2O].[in_i]/m"), ("[in_i'Hg]", 1, "m[Hg].[in_i]/m"), ("[degR]", 5 / 9.0, "K"),
        ("[Btu_IT]", 1055.05585262, "J"), ("[Btu_th]", 1054.35, "J"), ("[Btu]", 1, "[Btu_th]"), ("[HP]", 550, "[ft_i].[lbf_av]/s"),
        ("[Cal]", 1, "kcal"),
    ];

    /// <summary>§24, §29, §42, §46: special units on no ratio scale. Temperatures are converted, the others are not.</summary>
    private static readonly (string Code, UnitAtom Atom)[] Special =
    [
        ("Cel", new(1, 273.15, Dimension.Temperature, true, null)),
        ("[degF]", new(5 / 9.0, 459.67 * 5 / 9.0, Dimension.Temperature, false, null)),
        ("[pH]", new(1, 0, Dimension.None, false, "[pH]")),
        ("[NTU]", new(1, 0, Dimension.None, false, "[NTU]")),
        ("[FNU]", new(1, 0, Dimension.None, false, "[FNU]")),
        ("B", new(1, 0, Dimension.None, true, "B")),
        ("Np", new(1, 0, Dimension.None, true, "Np")),
        ("B[SPL]", new(1, 0, Dimension.None, true, "B[SPL]")),
        ("B[V]", new(1, 0, Dimension.None, true, "B[V]")),
        ("B[W]", new(1, 0, Dimension.None, true, "B[W]")),
    ];

    private static readonly FrozenDictionary<string, UnitAtom> Atoms = Define();

    /// <summary>All codes, for suggestions.</summary>
    public static IReadOnlyCollection<string> Codes => Atoms.Keys;

    /// <summary>Looks an atom up by its exact code.</summary>
    public static bool TryGet(string code, out UnitAtom atom) => Atoms.TryGetValue(code, out atom);

    private static FrozenDictionary<string, UnitAtom> Define()
    {
        var atoms = new Dictionary<string, UnitAtom>(StringComparer.Ordinal);
        foreach (var (code, dimension, scale) in Base)
        {
            atoms.Add(code, new UnitAtom(scale, 0, dimension, true, null));
        }

        foreach (var (code, atom) in Special)
        {
            atoms.Add(code, atom);
        }

        Add(Metric, isMetric: true);
        Add(Plain, isMetric: false);
        return atoms.ToFrozenDictionary(StringComparer.Ordinal);

        void Add((string Code, double Value, string Unit)[] definitions, bool isMetric)
        {
            foreach (var (code, value, text) in definitions)
            {
                var unit = new UnitParser(text, atoms).Parse();
                atoms.Add(code, new UnitAtom(value * unit.Scale, 0, unit.Dimension, isMetric, null));
            }
        }
    }
}

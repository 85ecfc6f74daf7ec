using System.Collections.Frozen;
using TwinGrid.Model.Names;

namespace TwinGrid.Model.Units;

/// <summary>What people write on drawings and displays, and its UCUM code.</summary>
internal static class UnitSuggestion
{
    private static readonly FrozenDictionary<string, string> Habits = new Dictionary<string, string>
    {
        ["°C"] = "Cel", ["degC"] = "Cel", ["celsius"] = "Cel", ["℃"] = "Cel", ["°F"] = "[degF]", ["degF"] = "[degF]", ["°"] = "deg", ["kWh"] = "kW.h",
        ["Wh"] = "W.h", ["MWh"] = "MW.h", ["Ah"] = "A.h", ["Nm"] = "N.m", ["VA"] = "V.A", ["kVA"] = "kV.A", ["var"] = "V.A{reactive}",
        ["kvar"] = "kV.A{reactive}", ["rpm"] = "{rev}/min", ["RPM"] = "{rev}/min", ["bpm"] = "{bottle}/min", ["ppm"] = "[ppm]", ["ppb"] = "[ppb]",
        ["psi"] = "[psi]", ["in"] = "[in_i]", ["inch"] = "[in_i]", ["ft"] = "[ft_i]", ["yd"] = "[yd_i]", ["lb"] = "[lb_av]", ["lbs"] = "[lb_av]",
        ["lbf"] = "[lbf_av]", ["oz"] = "[oz_av]", ["gal"] = "[gal_us]", ["hp"] = "[HP]", ["HP"] = "[HP]", ["BTU"] = "[Btu_IT]", ["Btu"] = "[Btu_IT]",
        ["sec"] = "s", ["hr"] = "h", ["hour"] = "h", ["day"] = "d", ["min."] = "min", ["pcs"] = "{piece}", ["pH"] = "[pH]", ["mH2O"] = "m[H2O]",
        ["mmHg"] = "mm[Hg]", ["mmH2O"] = "mm[H2O]", ["Ω"] = "Ohm", ["ohm"] = "Ohm", ["µm"] = "um", ["μm"] = "um", ["µs"] = "us", ["μs"] = "us",
        ["Hertz"] = "Hz", ["percent"] = "%", ["m²"] = "m2", ["m³"] = "m3", ["ton"] = "t", ["Bar"] = "bar", ["barg"] = "bar{gauge}", ["bara"] = "bar{absolute}",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The message for an unknown symbol.</summary>
    public static string For(string code, string symbol)
    {
        if (Habits.TryGetValue(code, out var meant) || Habits.TryGetValue(symbol, out meant))
        {
            return $"unknown unit '{symbol}'; did you mean '{meant}'?";
        }

        var alike = Suggestion.Nearest(symbol, UnitAtoms.Codes);
        return alike is null ? $"unknown unit '{symbol}'" : $"unknown unit '{symbol}'; did you mean '{alike}'?";
    }
}

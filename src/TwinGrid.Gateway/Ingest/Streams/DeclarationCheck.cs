using TwinGrid.Contracts.Ingest;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Units;
using TwinGrid.V1;
using SignalType = TwinGrid.Model.Samples.SignalType;

namespace TwinGrid.Gateway.Ingest.Streams;

/// <summary>Outcome of checking a declared series against its signal's definition, once a series.</summary>
/// <param name="Code">None when samples of it are taken.</param>
/// <param name="Conversion">From the declared unit to the definition's.</param>
/// <param name="Message">The value and what is allowed; null when accepted.</param>
internal readonly record struct DeclarationCheck(RejectionCode Code, UnitConversion Conversion, string? Message)
{
    private static readonly DeclarationCheck Accepted = new(RejectionCode.None, UnitConversion.Identity, null);

    /// <summary>Checks existence, type and unit.</summary>
    public static DeclarationCheck Of(SeriesDeclaration declaration, SeriesBinding binding)
    {
        if (binding.Code != RejectionCode.None || binding.Signal is not { } signal)
        {
            var code = binding.Code == RejectionCode.None ? RejectionCode.UnknownSignal : binding.Code;
            return new(code, UnitConversion.Identity, binding.Message ?? $"'{declaration.Asset}' has no signal '{declaration.Signal}'.");
        }

        if (signal.Expression is not null)
        {
            return Refused(RejectionCode.UnknownSignal, $"'{signal.Id}' is derived from other signals; it takes no samples.");
        }

        if (declaration.Type != V1.SignalType.Unspecified && (int)declaration.Type != (int)signal.Type)
        {
            return Refused(RejectionCode.TypeMismatch, $"'{signal.Id}' is declared as {declaration.Type}; its type is {signal.Type}.");
        }

        return OfUnit(declaration.Unit, signal);
    }

    /// <summary>Checks the unit alone. Empty = the definition's.</summary>
    public static DeclarationCheck OfUnit(string unit, SignalDefinition signal)
    {
        if (unit.Length == 0 || unit == signal.Unit)
        {
            return Accepted;
        }

        var expected = signal.AcceptedUnits.IsEmpty ? signal.Unit : $"{signal.Unit}, {string.Join(", ", signal.AcceptedUnits)}";
        if (!Unit.TryParse(unit, out var from, out var error))
        {
            return Refused(RejectionCode.UnitMismatch, $"'{unit}' is no UCUM code: {error.Message} Allowed for '{signal.Id}': {expected}.");
        }

        var to = Unit.Parse(signal.Unit);
        var isAccepted = signal.Type is SignalType.Number or SignalType.Integer && (from.Equals(to) || signal.AcceptedUnits.Contains(unit));
        return isAccepted && UnitConversion.TryCreate(from, to, out var conversion)
            ? new(RejectionCode.None, conversion, null)
            : Refused(RejectionCode.UnitMismatch, $"'{signal.Id}' is declared in '{unit}'; allowed: {expected}.");
    }

    private static DeclarationCheck Refused(RejectionCode code, string message) => new(code, UnitConversion.Identity, message);
}

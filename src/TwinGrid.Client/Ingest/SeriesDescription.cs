using TwinGrid.V1;

namespace TwinGrid.Client.Ingest;

/// <summary>A signal that a producer sends.</summary>
/// <param name="Asset">Resource name, or the asset's id.</param>
/// <param name="Signal">Signal id.</param>
/// <param name="Unit">UCUM code that the values are in; empty = the definition's unit.</param>
/// <param name="Type">Unspecified = the definition's type.</param>
public sealed record SeriesDescription(string Asset, string Signal, string Unit = "", SignalType Type = SignalType.Unspecified);

/// <summary>A declared series of one producer. Numbers are given in the order of declaration, from 0.</summary>
/// <param name="Number">The handle on the wire.</param>
public readonly record struct SeriesHandle(int Number);

/// <summary>The server's answer to a declaration that it refused. Samples of the series are still sent, and rejected one by one.</summary>
/// <param name="Series">What was declared.</param>
/// <param name="Code">UNKNOWN_SIGNAL, UNIT_MISMATCH, TYPE_MISMATCH, RETIRED, TOO_MANY_SERIES or INVALID_HANDLE.</param>
/// <param name="Message">Names the value and what is allowed.</param>
public sealed record SeriesRefusal(SeriesDescription Series, string Code, string Message);

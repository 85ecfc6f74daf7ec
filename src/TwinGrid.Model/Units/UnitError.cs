namespace TwinGrid.Model.Units;

/// <summary>Why a text is no unit.</summary>
/// <param name="Position">Where, counted from 0 in the text.</param>
/// <param name="Message">What is wrong, with the offending part and, where there is one, what was probably meant.</param>
public sealed record UnitError(int Position, string Message);

namespace TwinGrid.Simulation.Tests.Validation;

/// <summary>Marks a test that compares with rows of the known answers; the validation page runs it again and shows its values.</summary>
/// <param name="how">How our values come about, for readers of the page.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ValidationAttribute(string how) : Attribute
{
    public string How => how;
}

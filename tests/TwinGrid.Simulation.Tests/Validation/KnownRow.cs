namespace TwinGrid.Simulation.Tests.Validation;

/// <summary>A row of the known answers.</summary>
/// <param name="Section">Heading that it stands under.</param>
/// <param name="Id">Number, as tests and discussions name it.</param>
/// <param name="Title">System or method.</param>
/// <param name="Setting">Parameters, and where the expected values come from.</param>
internal sealed record KnownRow(string Section, string Id, string Title, string Setting);

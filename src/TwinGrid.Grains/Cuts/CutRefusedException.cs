using TwinGrid.Contracts.Scenarios;

namespace TwinGrid.Grains.Cuts;

/// <summary>A cut can't be taken.</summary>
internal sealed class CutRefusedException(CutRefusal refusal, string message) : InvalidOperationException(message)
{
    /// <summary>Why.</summary>
    public CutRefusal Refusal { get; } = refusal;
}

using TwinGrid.Model.Cuts;

namespace TwinGrid.Contracts.Scenarios;

/// <summary>Cuts that were kept, by plant and hash. A cut never changes.</summary>
public interface ICutStore
{
    /// <summary>Keeps a cut; returns its hash once it is durable.</summary>
    /// <exception cref="ArgumentException">It is larger than a cut may be.</exception>
    ValueTask<string> PutAsync(PlantCut cut, CancellationToken cancellationToken);

    /// <summary>A cut's bytes (<see cref="CutEncoding"/>); null when there is none of that hash.</summary>
    /// <exception cref="InvalidDataException">What is stored does not have that hash.</exception>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(string plant, string hash, CancellationToken cancellationToken);

    /// <summary>Forgets a cut.</summary>
    ValueTask DeleteAsync(string plant, string hash, CancellationToken cancellationToken);
}

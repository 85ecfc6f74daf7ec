using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Cuts;

/// <summary>Cuts partitions of this process: their live twins, or their history as of an instant.</summary>
internal sealed class PartitionCutter(PastCutter past)
{
    /// <summary>Bytes of one grain message.</summary>
    private const int PieceBytes = 512 << 10;

    /// <summary>A partition's part of a cut.</summary>
    /// <exception cref="PartitionUnavailableException">No definition is in force.</exception>
    public async Task<PlantCut> CutAsync(IPartition partition, PartitionCutRequest request, CancellationToken cancellationToken)
    {
        var cut = request.IsPast
            ? await past.CutAsync(partition, request.Lines, request.AtNs, cancellationToken)
            : await partition.CutAsync(request.Lines, request.AtNs, cancellationToken);
        return cut ?? throw new PartitionUnavailableException(partition.Key, "no definition is in force");
    }

    /// <summary>The same as packed pieces for another process: what goes wrong travels as a text, since exceptions do not travel whole.</summary>
    /// <param name="partition">Null = it is not open.</param>
    /// <param name="key">Which.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<IReadOnlyList<PartitionCutPiece>> CutPackedAsync(
        IPartition? partition, PartitionKey key, PartitionCutRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var cut = await CutAsync(partition ?? throw new PartitionUnavailableException(key, "it is not open"), request, cancellationToken);
            return [.. CutPacking.Pack(CutEncoding.Write(cut)).Chunk(PieceBytes).Select(piece => new PartitionCutPiece(piece, null))];
        }
        catch (Exception exception) when (exception is PartitionUnavailableException or StoreFencedException or TimeoutException or ArgumentException)
        {
            return [new PartitionCutPiece([], exception.Message)];
        }
    }
}

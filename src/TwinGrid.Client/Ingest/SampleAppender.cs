namespace TwinGrid.Client.Ingest;

/// <summary>Collects single samples into batches: a batch goes when it is full, when it has waited long enough, or at a flush.</summary>
internal sealed class SampleAppender(int maxSamples, TimeSpan linger, TimeProvider clock, Func<SampleColumns, CancellationToken, ValueTask> send)
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim cutting = new(1, 1);
    private readonly Pulse filled = new();
    private SampleColumns columns = new();

    /// <summary>Appends; waits only when the batch is full and can't be sent.</summary>
    public ValueTask AppendAsync(SeriesHandle series, long timeNs, double value, string? text, uint quality, CancellationToken cancellationToken)
    {
        int count;
        lock (gate)
        {
            if (text is null)
            {
                columns.Add(series, timeNs, value, quality);
            }
            else
            {
                columns.AddText(series, timeNs, text, quality);
            }

            count = columns.Count;
        }

        if (count == 1)
        {
            filled.Fire();
        }

        return count < maxSamples ? ValueTask.CompletedTask : CutAsync(cancellationToken);
    }

    /// <summary>Sends what has collected.</summary>
    public async ValueTask CutAsync(CancellationToken cancellationToken)
    {
        await cutting.WaitAsync(cancellationToken);
        try
        {
            SampleColumns full;
            lock (gate)
            {
                full = columns;
                columns = new SampleColumns();
            }

            if (full.Count > 0)
            {
                await send(full, cancellationToken);
            }
        }
        finally
        {
            cutting.Release();
        }
    }

    /// <summary>Sends what has waited long enough, until cancelled.</summary>
    public async Task LingerAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = filled.Next;
            bool empty;
            lock (gate)
            {
                empty = columns.Count == 0;
            }

            if (empty)
            {
                await next.WaitAsync(cancellationToken);
            }

            await Task.Delay(linger, clock, cancellationToken);
            await CutAsync(cancellationToken);
        }
    }
}

using TwinGrid.Storage.Embedded.LogFiles;

namespace TwinGrid.Storage.Tests.Embedded.Log;

/// <summary>A file of a <see cref="CrashFileSystem"/>: its content now, and what of it is durable.</summary>
internal sealed class CrashFile(CrashFileSystem system, string name, byte[] content, byte[] durable) : ILogFile
{
    private byte[] durable = durable;

    public CrashFile(CrashFileSystem system, string name, byte[] content)
        : this(system, name, content, [.. content])
    {
    }

    public byte[] Content { get; private set; } = content;

    public bool IsDeleted { get; set; }

    public string Name => name;

    public long Length => Content.Length;

    public void Write(long offset, ReadOnlySpan<byte> data)
    {
        // Power may be lost when part of it is on the disk: it is in the content before the step fails.
        data.CopyTo(Content.AsSpan((int)offset));
        system.Step("write");
    }

    public void Flush()
    {
        system.Step("flush");
        durable = [.. Content];
    }

    public int Read(long offset, Span<byte> buffer)
    {
        var count = (int)Math.Clamp(Content.Length - offset, 0, buffer.Length);
        Content.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    public void Settle() => Flush();

    public void Truncate(long length)
    {
        system.Step("truncate");
        Content = Content[..(int)length];
    }

    public void Extend(long length)
    {
        system.Step("extend");
        var longer = new byte[Math.Max(length, Content.Length)];
        Content.CopyTo(longer, 0);
        Content = longer;
        durable = [.. longer];
    }

    public void Dispose()
    {
    }

    /// <summary>What is found of it when the process was killed; null when it is gone.</summary>
    public CrashFile? AfterKill(CrashFileSystem found) => IsDeleted ? null : new CrashFile(found, name, [.. Content], [.. durable]);

    /// <summary>What is found of it after power was lost; null when it is gone.</summary>
    public CrashFile? AfterPowerLoss(CrashFileSystem found) => ContentAfterPowerLoss() is { } bytes ? new CrashFile(found, name, bytes) : null;

    private byte[]? ContentAfterPowerLoss()
    {
        if (IsDeleted && system.Random.Next(2) == 0)
        {
            return null;
        }

        var found = (byte[])durable.Clone();
        for (var start = 0; start < Math.Min(found.Length, Content.Length); start += CrashFileSystem.SectorBytes)
        {
            var count = Math.Min(CrashFileSystem.SectorBytes, Math.Min(found.Length, Content.Length) - start);
            var written = system.Random.Next(16) switch
            {
                0 => system.Random.Next(count),
                < 8 => 0,
                _ => count,
            };
            Content.AsSpan(start, written).CopyTo(found.AsSpan(start));
        }

        return Content.Length < found.Length && system.Random.Next(2) == 0 ? found[..Content.Length] : found;
    }
}

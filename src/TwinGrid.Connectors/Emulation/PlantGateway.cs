using TwinGrid.Client.Ingest;

namespace TwinGrid.Connectors.Emulation;

/// <summary>One gateway of the plant: reads its part of the assets and sends what it reads.</summary>
internal sealed class PlantGateway
{
    /// <summary>States and counters that do not change are sent again after so many readings.</summary>
    private const int HeartbeatReadings = 20;

    private readonly IngestProducer producer;
    private readonly List<Point> points = [];
    private readonly SampleColumns columns = new();
    private long readings;

    public PlantGateway(IngestProducer producer, PlantSketch plant, IEnumerable<EmulatedAsset> assets)
    {
        this.producer = producer;
        foreach (var asset in assets)
        {
            var name = $"plants/{plant.Id}/lines/{asset.Sketch.Line}/assets/{asset.Sketch.Id}";
            foreach (var signal in asset.Type.Signals)
            {
                points.Add(new Point(asset, signal, producer.Declare(new SeriesDescription(name, signal.Id, signal.Unit)), name));
            }
        }
    }

    public IngestProducer Producer => producer;

    public IEnumerable<SeriesCount> Series =>
        points.Where(point => point.Sent > 0).Select(point => new SeriesCount(point.Name, point.Signal.Id, point.Sent, point.First, point.Last));

    /// <summary>Reads all points once and sends them as one batch.</summary>
    public async Task ReadAsync(long timeNs, CancellationToken cancellationToken)
    {
        columns.Clear();
        var heartbeat = readings++ % HeartbeatReadings == 0;
        foreach (var point in points)
        {
            if (point.Asset.Read(point.Signal) is { } value && point.Send(value, heartbeat, timeNs))
            {
                columns.Add(point.Series, timeNs, value);
            }
        }

        if (columns.Count > 0)
        {
            await producer.SendAsync(columns, cancellationToken);
        }
    }

    private sealed class Point(EmulatedAsset asset, SignalSketch signal, SeriesHandle series, string name)
    {
        private double last = double.NaN;

        public EmulatedAsset Asset => asset;

        public SignalSketch Signal => signal;

        public SeriesHandle Series => series;

        public string Name => name;

        public long Sent { get; private set; }

        public long First { get; private set; }

        public long Last { get; private set; }

        /// <summary>Measurements always, what is discrete when it changes or at a heartbeat.</summary>
        public bool Send(double value, bool heartbeat, long timeNs)
        {
            if (signal.Type != "number" && !heartbeat && value.Equals(last))
            {
                return false;
            }

            last = value;
            First = Sent++ == 0 ? timeNs : First;
            Last = timeNs;
            return true;
        }
    }
}

namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>Something that may differ from product to product.</summary>
/// <param name="byProduct">For products that differ; looked up only, never enumerated.</param>
/// <param name="otherwise">For the others; null = nothing.</param>
internal sealed class ProductMap<T>(IReadOnlyDictionary<string, T> byProduct, T? otherwise)
    where T : class
{
    private readonly bool isSame = byProduct.Count == 0;

    /// <summary>What holds for a product.</summary>
    public T? Of(string product) => isSame ? otherwise : byProduct.GetValueOrDefault(product) ?? otherwise;
}

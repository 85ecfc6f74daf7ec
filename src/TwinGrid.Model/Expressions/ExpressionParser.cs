namespace TwinGrid.Model.Expressions;
internal static class ExpressionParser { public const int MaxLength = 4096; }

"""The words `corpus.py` writes with. All of it is made up; no place, firm or person is meant."""

# First and second syllable of a county's name with their spelling: 10 × 10 = 100 counties.
FIRST = dict(zip("临望安清茌澜云沅新淇", "lin wang an qing chi lan yun yuan xin qi".split()))
SECOND = dict(zip("川泽陵阳津岫丰埭洲塘", "chuan ze ling yang jin xiu feng dai zhou tang".split()))

PREFECTURES = ["山东省德州市", "山东省菏泽市", "河北省沧州市", "河北省衡水市", "江苏省徐州市",
               "江苏省盐城市", "浙江省湖州市", "浙江省台州市", "安徽省六安市", "安徽省滁州市"]

# id, name, unit, kind, decimals, a county's usual figure for a year, months in which it is published
INDICATORS = [
    ("gdp", "地区生产总值", "亿元", "flow", 2, 26_000, "quarterly"),
    ("budget_revenue", "一般公共预算收入", "亿元", "flow", 2, 1_900, "monthly"),
    ("investment", "固定资产投资", "亿元", "flow", 1, 1_400, "monthly"),
    ("retail", "社会消费品零售总额", "亿元", "flow", 1, 1_000, "monthly"),
    ("household_income", "居民人均可支配收入", "元", "flow", 0, 28_000, "quarterly"),
    ("trade", "进出口总额", "亿元", "flow", 2, 3_200, "monthly"),
    ("industry", "规模以上工业总产值", "亿元", "flow", 1, 3_600, "monthly"),
    ("jobs", "城镇新增就业", "人", "count", 0, 4_200, "monthly"),
    ("new_firms", "新登记企业", "家", "count", 0, 1_500, "monthly"),
    ("projects", "新开工亿元以上项目", "个", "count", 0, 60, "monthly"),
    ("parcels", "快递业务量", "万件", "flow", 1, 48_000, "monthly"),
    ("visitors", "游客接待量", "万人次", "flow", 1, 5_200, "monthly"),
]

COLUMNS = [("economy", "经济走势"), ("treasury", "财税观察"), ("factories", "工厂车间"), ("building", "项目现场"),
           ("market", "市场内外"), ("households", "百姓账本"), ("fields", "田间地头"), ("figures", "数字解读")]

TAGS = """
稳增长 开门红 扩内需 促消费 稳外贸 招商 技改 数字化 智能工厂 绿色工厂 单项冠军 隐形冠军 专精特新 上市培育 科创平台 产学研
人才公寓 技能大赛 零工市场 创业担保 稳岗返还 技工院校 托育 养老 医共体 县域医疗 义务教育 高中扩容 公交优先 农村公路
高标准农田 种业 节水 冬小麦 夏粮 秋粮 设施蔬菜 果品 畜牧 水产 预制菜 农产品加工 合作社 家庭农场 集体经济 宅基地
乡村建设 人居环境 河湖长 造林 湿地 空气质量 光伏 风电 储能 充电桩 热力管网 燃气改造 老旧小区 口袋公园 城市书房 非遗
民宿 夜市 电商直播 海外仓 冷链 快递进村 普惠小微 融资担保 专项债 国企改革 园区 标准地
""".split()

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "安宁和平远明清慧敏学思勤俭立成新建国家乐山川林森海洋春晓秋实文武"
PLACES = "东南西北前后上下大小柳杏枣榆桑石沙水泉桥塔井坡岭湾滩渡仓窑马羊鹿鹤"
ENDINGS = "庄营屯集店楼堂寨沟洼坊口"
FIRM = "恒信达源瑞丰泰和嘉盛景明博远宏卓越众合启航"
TRADES = """
纺织 印染 家纺 服装 针织 制鞋 箱包 家具 板材 造纸 包装 印刷 玩具 文具 乐器 渔具 五金 工具 轴承 阀门 水泵 电机 电缆
变压器 仪表 传感器 线路板 电子元件 显示模组 光学镜片 电池 光伏组件 风机叶片 汽车零件 摩托车配件 农机 工程机械 机床 模具 铸造
锻造 钢管 铝材 铜材 不锈钢 玻璃 陶瓷 石材 水泥 防水材料 涂料 塑料 橡胶 化肥 农药 染料 香料 药材 制药 医疗器械 面粉 挂面
食用油 调味品 酱菜 酒类 饮料 乳品 肉制品 水产品 果干 茶叶 蜂蜜 蔬菜 花卉 苗木 种子 饲料 仓储 货运 快递 软件 检测 会展
""".split()
THINGS = """
订单 产能 产量 库存 成本 利润 税收 用工 用电 能耗 设备 厂房 用地 贷款 投资 出口 进口 内销 网店 门店 客流 物流 仓位 车位
床位 学位 岗位 工期 进度 质量 标准 品牌 专利 样品 图纸 合同 账目 台账 补贴 保险 担保 基金 道路 桥梁 管网 泵站 渠道 堤防
水库 机井 大棚 苗圃 果园 鱼塘 牧场 农田 耕地 林地 湿地 河道 街巷 院落 公园 广场 市场 展厅 车间 实验室 培训班 合作社
""".split()
VERBS = """
核对 清点 登记 统计 公布 比较 测算 调整 安排 组织 检查 验收 开工 完工 投产 扩建 改造 更换 维修 租用 购置 签订 交付 运送
收购 加工 包装 销售 推销 订购 培训 招收 调配 补贴 减免 退还 发放 筹集 归还 审批 受理 答复 走访 座谈 协商 试点 推广 停用
""".split()
MANNERS = "逐月 逐季 按期 提前 分批 集中 统一 分头 连夜 当场 陆续 重新 全部 大部分 一次性 按规定 按比例 照原样".split()
QUALITIES = "新增 原有 主要 次要 零散 成套 急需 闲置 在建 完工 外来 本地 大宗 小额 长期 短期 夏季 冬季 高价 低价".split()
OFFICES = """
县发展改革局 县财政局 县统计局 县税务局 县商务局 县工业和信息化局 县农业农村局 县水利局 县交通运输局 县自然资源局 县住房城乡建设局
县教育局 县卫生健康局 县民政局 县人力资源社会保障局 县市场监管局 县生态环境局 县文化和旅游局 县应急管理局 县行政审批局
""".split()
TIMES = "月初 月中 月末 季初 季末 年初 年中 节前 节后 汛期 农闲时 开学前 入冬前 开春后 上旬 中旬 下旬 近日 同期 这一时期".split()
HEADINGS = """
总量与增速 与上年同期相比 分行业情况 分乡镇情况 分季度情况 企业反映的情况 项目进度 用工与工资 收入与支出 价格变化 订单与库存 运输与仓储
用地与用电 贷款与利率 出口与内销 粮食与畜牧 居民消费 教育与医疗 道路与管网 数据怎样得来 口径说明 尚待核实的数字 需要留意之处 下一步安排
""".split()

# Slots: v verb, m manner, q quality, t trade, h thing, o office, w when, p place, f firm, n name; 0 count,
# 1 percentage, 2 money.
CLAUSES = """
{w}，{o}{m}{v}了{t}业的{h}|{p}的{t}{h}比上年同期多了{0}项|{q}{h}占到{t}业的{1}|{f}{m}{v}{q}{h}|{t}业{h}合计{2}，其中{q}部分占{1}
{n}说，{q}{h}要{w}才能{v}|{p}有{0}户从事{t}，{m}{v}{h}|{o}会同{o}{v}{t}{h}{0}次|{t}与{t}两个行业的{h}相差{2}
{f}向{f}{v}{t}{h}，约定{w}交付|{h}由{p}{m}{v}，{h}由{p}负责|{t}业{q}{h}增长{1}，{q}{h}下降{1}|每月{v}一次{h}，由{o}汇总
{0}家{t}企业上报了{h}，另有{0}家未报|{p}{v}{t}{h}{0}亩，{m}转为{q}用途|{t}{h}的平均价格变动{1}|{f}的{h}从{2}增至{2}
{n}和{n}{m}{v}了{p}的{h}|{q}{t}{h}尚未{v}|对{q}{h}，{o}采取{m}{v}的办法|{w}的{h}多于{w}|{t}业用于{h}的支出为{2}
{p}与{p}之间的{h}{m}{v}|{h}、{h}和{h}三项合计占{1}
""".strip().replace("\n", "|").split("|")
OPENINGS = ["", "", "", "", "据各乡镇上报，", "从账面看，", "分开来看，", "另外，", "同一时期，", "需要说明的是，",
            "在统计上，", "就已有的数字看，"]

CODE = [
    ("json", """
{{
  "county": "{county}",
  "indicator": "{indicator}",
  "period": "{period}",
  "value": {value}
}}"""),
    ("yaml", """
county: {county}
period: {period}
metrics:
  {indicator}: {value}"""),
    ("sql", """
SELECT period, value FROM claims
 WHERE county = '{county}' AND indicator = '{indicator}'
 ORDER BY period;"""),
    ("python", """
def growth(now, before):
    # over the same months of the year before
    return (now / before - 1) * 100

print(growth({value}, 100))"""),
]
